import type { Change } from '../trail/change.ts';
import { accountOf, actorKey, definePattern, isWithin, type WindowEvent } from './pattern.ts';

const fewestSecrets = 8;

/** Reads everything below a path, however much that is. */
const everything = '/';

/** What a call reads, by the names that it gives. `BatchGetSecretValue` is recorded once more for each secret. */
const namesIn = ({ name, source, request }: Change): readonly string[] => {
  if (source === 'secretsmanager') return [request.string('secretId') ?? ''];
  // What is not decrypted is no secret, or is not shown.
  if (request.boolean('withDecryption') !== true) return [];
  if (name === 'GetParametersByPath') return [request.string('path') ?? ''];
  return [...request.strings('names'), request.string('name') ?? ''];
};

const namesOf = ({ facts }: WindowEvent): readonly string[] => String(facts['names']).split('\n');

/** Somebody reads many secrets one after the other. */
export default definePattern({
  id: 'pattern-secrets-in-bulk',
  title: 'Many secrets were read in a few minutes',
  severity: 'medium',
  detections: ['SEC-02'],
  attack: ['T1555.006', 'T1552.004'],
  rationale:
    'A program reads the few secrets that it needs, under their names. Somebody who has got hold of its credentials reads ' +
    'all that they reach, because they do not know yet what is worth something.',
  remediation:
    'Ask whose reading it was. If nobody can explain it, revoke the sessions of the actor and rotate what is listed. A ' +
    'deployment that reads its own secrets back has a role to declare in `deployRoles`.',
  references: [
    'https://attack.mitre.org/techniques/T1555/006/',
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.credential-access.secretsmanager-retrieve-secrets/',
  ],
  groupBy: 'actor',
  windowMinutes: 10,
  // What follows an hour later must not make the incident smaller than it was.
  memoryMinutes: 60,
  reads: {
    secretsmanager: ['GetSecretValue'],
    ssm: ['GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory'],
  },
  *observe(change) {
    const names = [...new Set(namesIn(change).filter((name) => name !== ''))];
    if (names.length === 0 || change.actor.type === 'service' || change.actor.service !== undefined) return;
    yield { group: actorKey(change.actor), facts: { names: names.join('\n') } };
  },
  *find(events, windowMinutes) {
    const isBulk = (names: ReadonlySet<string>): boolean => names.size >= fewestSecrets || names.has(everything);
    if (!isBulk(new Set(events.flatMap(namesOf)))) return;
    let most: { readonly together: readonly WindowEvent[]; readonly names: ReadonlySet<string> } | undefined;
    for (const [index, first] of events.entries()) {
      const together = events.slice(index).filter((event) => isWithin(first, event, windowMinutes));
      const names = new Set(together.flatMap(namesOf));
      if (!isBulk(names)) continue;
      if (most === undefined || names.size > most.names.size) most = { together, names };
    }
    const first = most?.together[0];
    if (most === undefined || first === undefined) return;
    const { together, names } = most;
    yield {
      key: first.actor,
      about: accountOf(first),
      events: together,
      message: names.has(everything)
        ? `${first.actor} read every parameter below ${everything}`
        : `${first.actor} read ${names.size} different secrets and parameters within ${windowMinutes} minutes`,
      evidence: { read: names.size, names: [...names].sort().slice(0, 50) },
    };
  },
});
