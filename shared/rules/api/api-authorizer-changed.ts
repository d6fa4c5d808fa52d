import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import type { Authorizer } from '../../inventory/kinds/apis.ts';

const inWords = (value: string | readonly string[] | undefined): string =>
  value === undefined || value.length === 0 ? 'nothing' : typeof value === 'string' ? value : value.join(', ');

const watched = ['type', 'function', 'identitySource', 'issuer', 'audience', 'credentials'] as const;

/** What decides differently than before; the life of cached answers has a rule of its own. */
const differences = (before: Authorizer, after: Authorizer): readonly string[] =>
  watched
    .filter((member) => inWords(before[member]) !== inWords(after[member]))
    .map((member) => `${member} from ${inWords(before[member])} to ${inWords(after[member])}`);

export default defineActivityRule({
  id: 'api-authorizer-changed',
  title: 'An authorizer of an API decides differently than before',
  severity: 'medium',
  detections: ['API-05'],
  attack: ['T1556'],
  rationale:
    'Another function, issuer, audience or place to look for the credentials lets in other people than before, on every ' +
    'route at once and without a change of a route.',
  remediation: 'Set the authorizer back, unless a release explains the change; then put it into the stack.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAuthorizer.html'],
  subject: 'api',
  calls: { apigateway: ['UpdateAuthorizer'] },
  needs: ['authorizers'],

  *evaluate({ change, before, after, context }) {
    const id = change.details?.['authorizer'];
    if (typeof id !== 'string' || isMeant(change.actor, context)) return;
    const [was, is] = [before.authorizers?.[id], after.authorizers[id]];
    if (is === undefined) return;
    if (was === undefined) {
      yield {
        key: id,
        message: `${actorInWords(change.actor)} changed the authorizer ${id}; how it decided before is not known`,
        evidence: { authorizer: id, changed: [] },
        severity: 'low',
      };
      return;
    }
    const changed = differences(was, is);
    if (changed.length === 0) return;
    yield {
      key: id,
      message: `${actorInWords(change.actor)} changed the authorizer ${id}: ${changed.join('; ')}`,
      evidence: { authorizer: id, changed },
    };
  },
});
