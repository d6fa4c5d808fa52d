import { consumedCalls, refusalSources } from '../inventory/consumed.ts';
import type { JsonObject } from '../json.ts';
import { matchesPattern } from '../local/event-pattern.ts';
import { globalSources } from '../trail/global-services.ts';
import type { DeployedRule } from './deployment.ts';

/** A record of a call, of the parts that an event pattern looks at. */
const eventOfCall = (source: string, eventName: string, errorCode?: string): JsonObject => ({
  source: `aws.${source}`,
  'detail-type': 'AWS API Call via CloudTrail',
  detail: {
    eventSource: `${source}.amazonaws.com`,
    eventName,
    userIdentity: { type: 'IAMUser' },
    ...(errorCode === undefined ? {} : { errorCode }),
  },
});

/** The calls that this version reads and that no enabled rule lets through, as `lambda:AddPermission`. */
export const notLetThrough = (
  rules: readonly DeployedRule[],
  which: 'all' | 'global' | 'regional',
): readonly string[] => {
  const patterns = rules.flatMap(({ enabled, pattern }) => (enabled && pattern !== undefined ? [pattern] : []));
  const isAsked = (source: string): boolean =>
    which === 'all' || globalSources.includes(source) === (which === 'global');
  const lets = (event: JsonObject): boolean => patterns.some((pattern) => matchesPattern(pattern, event));
  const calls = [...consumedCalls()].flatMap(([source, names]) =>
    names.map((name) => ({ words: `${source}:${name}`, source, event: eventOfCall(source, name) })),
  );
  const refusals = refusalSources().map((source) => ({
    words: `${source}: what is refused`,
    source,
    event: eventOfCall(source, 'AnyCall', 'AccessDenied'),
  }));
  return [...calls, ...refusals]
    .filter(({ source, event }) => isAsked(source) && !lets(event))
    .map(({ words }) => words);
};
