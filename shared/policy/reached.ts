import { parseArn } from '../arn.ts';
import { tellingIn } from './escalation.ts';
import type { Named } from './named.ts';
import { holdingsOf, type NamedPolicy, type PowerOptions } from './power.ts';
import { type Holdings, reachOf } from './reach.ts';

/** What a holder can read: what hands out credentials, and what holds data. JSON through and through. */
export interface Reached {
  /** Secrets and parameters. */
  readonly secrets: Named;
  readonly data: Named;
}

interface Readable {
  readonly kind: string;
  readonly of: 'secrets' | 'data';
  /** The calls that hand out what it holds, in lower case. */
  readonly actions: readonly string[];
  /** Its name in what an ARN says behind the account; parts of it belong to it. */
  readonly name: RegExp;
}

const readables: readonly Readable[] = [
  { kind: 'secret', of: 'secrets', actions: ['secretsmanager:getsecretvalue'], name: /^secret:(.+)$/ },
  {
    kind: 'parameter',
    of: 'secrets',
    actions: ['ssm:getparameter', 'ssm:getparameters', 'ssm:getparametersbypath'],
    name: /^parameter(\/.+)$/,
  },
  {
    kind: 'table',
    of: 'data',
    actions: ['dynamodb:getitem', 'dynamodb:batchgetitem', 'dynamodb:query', 'dynamodb:scan', 'dynamodb:getrecords'],
    name: /^table\/([^/]+)/,
  },
  { kind: 'bucket', of: 'data', actions: ['s3:getobject'], name: /^([^/]+)/ },
  { kind: 'queue', of: 'data', actions: ['sqs:receivemessage'], name: /^(.+)$/ },
  { kind: 'stream', of: 'data', actions: ['kinesis:getrecords'], name: /^stream\/([^/]+)/ },
  {
    kind: 'log group',
    of: 'data',
    actions: ['logs:getlogevents', 'logs:filterlogevents'],
    name: /^log-group:([^:]+)/,
  },
  { kind: 'database', of: 'data', actions: ['rds-data:executestatement'], name: /^cluster:(.+)$/ },
];

const mostNamed = 5;
const mostCharacters = 120;

const wordsFor = ({ kind, name }: Readable, target: string, { account }: Holdings): string => {
  const parts = parseArn(target);
  const own = name.exec(parts?.resource ?? '')?.[1] ?? target;
  // Any of them would be all of them, were it not for a condition.
  if (/^\/?\*+$/.test(own)) return `${kind}s under conditions`;
  const foreign = /^\d{12}$/.test(parts?.account ?? '') && parts?.account !== account ? ` of ${parts?.account}` : '';
  return `${kind} ${own}${foreign}`.slice(0, mostCharacters);
};

const namesOf = (readable: Readable, holdings: Holdings): readonly string[] => {
  const names = new Set<string>();
  for (const action of readable.actions) {
    const { level, targets } = reachOf({ action, makesTarget: false, abroad: true }, holdings);
    if (level === 'open') return [`every ${readable.kind}`];
    for (const target of targets) names.add(wordsFor(readable, target, holdings));
  }
  return [...names].sort();
};

const bounded = (names: readonly string[]): Named => ({
  named: names.slice(0, mostNamed),
  more: Math.max(0, names.length - mostNamed),
});

/** What a holder can read with all policies together, by name, less what they deny and the boundary does not allow. */
export const reachedBy = (policies: readonly NamedPolicy[], options: PowerOptions = {}): Reached => {
  const holdings = holdingsOf(policies, options);
  const allowed = tellingIn(holdings);
  const found = { secrets: [] as string[], data: [] as string[] };
  for (const readable of readables)
    if (readable.actions.some((action) => allowed.has(action))) found[readable.of].push(...namesOf(readable, holdings));
  return { secrets: bounded(found.secrets), data: bounded(found.data) };
};
