import { type Arn, parseArn } from '../arn.ts';
import { isHuman } from '../trail/actor.ts';
import type { Change } from '../trail/change.ts';
import { touchedResources } from '../trail/resources.ts';
import { habitMemoryMinutes, habitMinutes, habitOf, usually } from './habit.ts';
import { actorKey, definePattern } from './pattern.ts';

/** Names of one call that are followed; many at once are a pattern of their own. */
const mostNames = 10;

/** In fewer weeks than this nobody is the usual reader. */
const fewestWeeks = 2;

/** One name for a secret: some callers give its ARN, which ends in six characters that AWS adds, and others its name. */
const groupOf = (change: Change, arn: Arn): string =>
  change.request.string('secretId')?.startsWith('arn:') ? arn.replace(/(:secret:.+)-[A-Za-z0-9]{6}$/, '$1') : arn;

const secretsIn = (change: Change): readonly Arn[] => {
  // What is not decrypted is no secret, or is not shown.
  if (change.source === 'ssm' && change.request.boolean('withDecryption') !== true) return [];
  const kind = change.source === 'ssm' ? 'ssm' : 'secretsmanager';
  return touchedResources(change)
    .filter((arn) => parseArn(arn)?.service === kind)
    .slice(0, mostNames);
};

/** A secret that always the same few read is read by another one. Who has not read it for three months is forgotten. */
export default definePattern({
  id: 'pattern-new-secret-reader',
  title: 'A secret was read by somebody who never read it before',
  severity: 'low',
  detections: ['SEC-02', 'X-10'],
  attack: ['T1555.006'],
  rationale:
    'A secret has the few readers that it was made for, and they read it all the time. Another one is a new release, or ' +
    'somebody with credentials that reach further than they should.',
  remediation:
    'Nothing to do if you know the reader: the next reading is no longer new. Otherwise rotate the secret, and narrow who ' +
    'may read it.',
  references: ['https://attack.mitre.org/techniques/T1555/006/'],
  groupBy: 'habit',
  windowMinutes: habitMinutes,
  memoryMinutes: habitMemoryMinutes,
  reads: {
    secretsmanager: ['GetSecretValue'],
    ssm: ['GetParameter', 'GetParameters'],
  },
  *observe(change) {
    const { actor } = change;
    if (actor.type === 'service' || actor.service !== undefined) return;
    for (const resource of secretsIn(change))
      yield {
        group: groupOf(change, resource),
        resource,
        facts: { person: isHuman(actor) },
        known: actorKey(actor),
      };
  },
  sign: ({ actor }) => actor,
  fewestSigns: 2,
  *find(events) {
    const { last, before = [] } = habitOf(events) ?? {};
    if (last?.resource == null || before.length < fewestWeeks) return;
    if (before.some(({ actor }) => actor === last.actor)) return;
    const usual = [...new Set(before.map(({ actor }) => actor))].sort();
    yield {
      key: last.actor,
      about: { kind: last.source === 'ssm' ? 'parameter' : 'secret', arn: last.resource },
      events: [last],
      message: `${last.actor} read it for the first time; until now it was ${usually(usual)}`,
      evidence: { usual: usual.slice(0, 20) },
      // A program that is new has a release behind it; a person wants to see what is in there.
      ...(last.facts['person'] === true ? { severity: 'medium' } : {}),
    };
  },
});
