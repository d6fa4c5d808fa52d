import type { ResourceRef } from '../inventory/document.ts';
import { isObject, type Json } from '../json.ts';
import { awsCommand } from './commands.ts';

type Flags = { readonly [flag: string]: string | true | undefined };

/** The bus in the ARN of a rule; `undefined` for the default one. */
const busOf = (ruleArn: string): string | undefined => /:rule\/([^/]+)\/[^/]+$/.exec(ruleArn)?.[1];

const nameFlag = (command: string): string => (/targets$/.test(command) ? 'rule' : 'name');

/** A command about one rule (`aws events …`), on its bus and in its Region. */
export const ruleCommand = (command: string, { arn, name, region }: ResourceRef, flags: Flags = {}): string =>
  awsCommand(`events ${command}`, { [nameFlag(command)]: name, 'event-bus-name': busOf(arn), ...flags, region });

const parse = (pattern: string): Json | undefined => {
  try {
    return JSON.parse(pattern) as Json;
  } catch {
    return undefined;
  }
};

/** Lets every value through: an empty prefix, or the existence of what every event has. */
const matchesAnything = (matcher: Json): boolean =>
  isObject(matcher) && (matcher['prefix'] === '' || matcher['wildcard'] === '*' || matcher['exists'] === true);

/** Fields that every event of an account has, with values that all of its events share. */
const shared: ReadonlySet<string> = new Set(['account', 'region', 'version', 'id', 'time']);

/**
 * Whether a pattern lets every event of the account through.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export const matchesEverything = (pattern: string): boolean => {
  const parsed = parse(pattern);
  if (!isObject(parsed)) return false;
  return Object.entries(parsed).every(
    ([field, matchers]) => shared.has(field) || (Array.isArray(matchers) && matchers.some(matchesAnything)),
  );
};

/** What a list of matchers names: strings as they are, prefixes too. */
const named = (matchers: Json | undefined): readonly string[] =>
  (Array.isArray(matchers) ? matchers : []).flatMap((matcher: Json) => {
    if (typeof matcher === 'string') return [matcher];
    if (!isObject(matcher)) return [];
    const { prefix, wildcard } = matcher;
    return [prefix, wildcard, matcher['equals-ignore-case']].filter((text) => typeof text === 'string');
  });

const identitySource = /^(?:aws\.)?(?:iam|cloudtrail|sts|signin|organizations|sso|guardduty|securityhub)\b/;
const identityCall =
  /^(?:Create(?:User|Role|AccessKey|LoginProfile|Policy)|Attach\w*Policy|Put\w*Policy|ConsoleLogin|AssumeRole|UpdateAssumeRolePolicy|StopLogging|DeleteTrail)/;

/** The security events that a pattern listens to: sources and calls as it names them. */
export const securityEventsIn = (pattern: string): readonly string[] => {
  const parsed = parse(pattern);
  if (!isObject(parsed)) return [];
  const detail = isObject(parsed['detail']) ? parsed['detail'] : {};
  return [
    ...named(parsed['source']).filter((source) => identitySource.test(source)),
    ...named(detail['eventSource']).filter((source) => identitySource.test(source)),
    ...named(detail['eventName']).filter((call) => identityCall.test(call)),
  ];
};
