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

const areMany = (names: Pick<ReadonlySet<string>, 'size' | 'has'>): boolean =>
  names.size >= fewestSecrets || names.has(everything);

/** How often each name is read among events that come and go. */
class Names {
  readonly #counts = new Map<string, number>();

  add(event: WindowEvent): void {
    for (const name of namesOf(event)) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  remove(event: WindowEvent): void {
    for (const name of namesOf(event)) {
      const left = (this.#counts.get(name) ?? 0) - 1;
      if (left > 0) this.#counts.set(name, left);
      else this.#counts.delete(name);
    }
  }

  get size(): number {
    return this.#counts.size;
  }

  has(name: string): boolean {
    return this.#counts.has(name);
  }
}

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
    // Most programs read the same few again and again.
    const read = new Set(events.map(({ facts }) => facts['names']));
    if (!areMany(new Set([...read].flatMap((names) => String(names).split('\n'))))) return;
    const among = new Names();
    let most: { readonly from: number; readonly to: number; readonly size: number } | undefined;
    let to = 0;
    for (const [from, first] of events.entries()) {
      for (let event = events[to]; event !== undefined && isWithin(first, event, windowMinutes); event = events[to]) {
        among.add(event);
        to += 1;
      }
      if (areMany(among) && (most === undefined || among.size > most.size)) most = { from, to, size: among.size };
      among.remove(first);
    }
    if (most === undefined) return;
    const together = events.slice(most.from, most.to);
    const names = new Set(together.flatMap(namesOf));
    const first = together[0];
    if (first === undefined) return;
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
