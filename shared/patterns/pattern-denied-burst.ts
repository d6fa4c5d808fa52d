import { createHash } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import { accountOf, actorKey, definePattern, isRefusal, isWithin } from './pattern.ts';

const mostCalm = 5;
/** Different things that one call is refused for. */
const manyThings = 10;

/** Where credentials are tried out. */
const services = [
  'apigateway',
  'cloudtrail',
  'dynamodb',
  'ec2',
  'ecr',
  'events',
  'iam',
  'kms',
  'lambda',
  'logs',
  'organizations',
  'rds',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'states',
  'sts',
];

/** Tells what was asked for from something else, and not what it was. */
const digestOf = (parameters: JsonObject): string =>
  createHash('sha256').update(JSON.stringify(parameters)).digest('hex').slice(0, 8);

/** Somebody tries what they may not, again and again. */
export default definePattern({
  id: 'pattern-denied-burst',
  title: 'An actor was refused many times in a few minutes',
  severity: 'medium',
  detections: ['X-6'],
  attack: ['T1580', 'T1526'],
  rationale:
    'Stolen credentials are tried out before they are used. A burst of refusals over functions, roles and events shows ' +
    'somebody finding out what they can do, before anything has changed.',
  remediation:
    'Ask whose credentials these are. If nobody can explain the calls, disable the access key or revoke the sessions of ' +
    'the role, and look at what the same actor was *not* refused.',
  references: ['https://attack.mitre.org/techniques/T1580/'],
  groupBy: 'actor',
  windowMinutes: 10,
  // A burst that ebbs away must not shrink at once to its last ten minutes.
  memoryMinutes: 60,
  attempts: 'only',
  reads: Object.fromEntries(services.map((service) => [service, ['*']])),
  *observe(change) {
    if (change.outcome.status !== 'failed' || !isRefusal(change.outcome.errorCode)) return;
    // A service that probes for AWS itself is refused all day.
    if (change.actor.type === 'service') return;
    yield { group: actorKey(change.actor), facts: { asked: digestOf(change.request.raw) } };
  },
  *find(events, windowMinutes) {
    let [from, to, end] = [0, 0, 0];
    for (const [index, first] of events.entries()) {
      for (let next = events[end]; next !== undefined && isWithin(first, next, windowMinutes); next = events[end])
        end += 1;
      if (end - index > to - from) [from, to] = [index, end];
    }
    const longest = events.slice(from, to);
    const first = longest[0];
    const calls = new Set(longest.map(({ source, call }) => `${source}:${call}`));
    // A program that may not do one thing asks for it again and again; who tries things out asks for many.
    const asked = new Set(longest.map(({ call, facts }) => `${call} ${facts['asked']}`));
    if (first === undefined || longest.length <= mostCalm || (calls.size < 3 && asked.size < manyThings)) return;
    yield {
      key: first.actor,
      about: accountOf(first),
      events: longest,
      message: `${first.actor} was refused ${longest.length} times within ${windowMinutes} minutes: ${[...calls].slice(0, 6).join(', ')}${calls.size > 6 ? ', …' : ''}`,
      evidence: { refused: longest.length, calls: [...calls].sort() },
    };
  },
});
