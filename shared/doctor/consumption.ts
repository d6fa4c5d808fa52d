import { consumedCalls, isRead, refusedCalls } from '../inventory/consumed.ts';
import type { JsonObject } from '../json.ts';
import { matchesPattern } from '../local/event-pattern.ts';
import { globalSources } from '../trail/global-services.ts';
import type { DeployedRule } from './deployment.ts';

/** A record of a call that is worth reading, of the parts that an event pattern looks at. */
const eventOfCall = (source: string, eventName: string, errorCode?: string): JsonObject => ({
  source: `aws.${source}`,
  'detail-type': 'AWS API Call via CloudTrail',
  detail: {
    eventSource: `${source}.amazonaws.com`,
    eventName,
    userIdentity: { type: 'IAMUser' },
    requestParameters: { withDecryption: true },
    ...(errorCode === undefined ? {} : { errorCode }),
  },
});

/** Whether EventBridge would hand an event to a rule: one of a call that only reads needs a rule that asks for reads. */
export const wouldTake = ({ enabled, reads, pattern }: DeployedRule, event: JsonObject, call: string): boolean =>
  enabled && pattern !== undefined && (reads || !isRead(call)) && matchesPattern(pattern, event);

/** The calls that this version reads and that no enabled rule lets through, as `lambda:AddPermission`. */
export const notLetThrough = (
  rules: readonly DeployedRule[],
  which: 'all' | 'global' | 'regional',
): readonly string[] => {
  const isAsked = (source: string): boolean =>
    which === 'all' || globalSources.includes(source) === (which === 'global');
  const succeeded = [...consumedCalls()].flatMap(([source, names]) =>
    names.map((name) => ({ words: `${source}:${name}`, source, name, event: eventOfCall(source, name) })),
  );
  const failed = [...refusedCalls()].flatMap(([source, names]) =>
    names.map((name) => {
      const call = name === '*' ? 'ListEverything' : name;
      const words = name === '*' ? `${source}: what is refused` : `${source}:${name}, refused`;
      return { words, source, name: call, event: eventOfCall(source, call, 'AccessDenied') };
    }),
  );
  return [...succeeded, ...failed]
    .filter(({ source, name, event }) => isAsked(source) && !rules.some((rule) => wouldTake(rule, event, name)))
    .map(({ words }) => words);
};
