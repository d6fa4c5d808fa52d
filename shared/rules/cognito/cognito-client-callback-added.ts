import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'cognito-client-callback-added',
  title: 'A user pool hands sign-in codes to one more address',
  severity: 'medium',
  detections: ['COG-04'],
  attack: ['T1556'],
  rationale:
    'Whoever owns a callback address of a client can send users through the real sign-in page and take the code that ' +
    'comes out, and with it their session.',
  remediation: 'Take the address away, unless a release explains it.',
  references: ['https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html'],
  subject: 'user-pool',
  calls: { 'cognito-idp': ['UpdateUserPoolClient'] },
  needs: ['clients'],

  *evaluate({ change, before, after, context }) {
    const id = change.details?.['client'];
    if (typeof id !== 'string' || isMeant(change.actor, context)) return;
    const was = before.clients?.[id]?.callbacks;
    if (was === undefined) return;
    for (const callback of after.clients[id]?.callbacks ?? []) {
      if (was.includes(callback)) continue;
      yield {
        key: `${id} ${callback}`,
        message: `${actorInWords(change.actor)} added the callback ${callback} to the client ${id}`,
        evidence: { client: id, callback },
      };
    }
  },

  closes: (_change, key, document) => {
    const [id = '', callback = ''] = key.split(' ');
    const clients = document.facets['clients'];
    if (!clients?.known) return false;
    const client = (clients.value as { readonly [id: string]: { readonly callbacks?: readonly string[] } })[id];
    return !client?.callbacks?.includes(callback);
  },
});
