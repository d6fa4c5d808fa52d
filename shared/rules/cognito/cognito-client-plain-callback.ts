import { defineRule } from '../../engine/rule.ts';

const isPlain = (url: string): boolean =>
  /^http:\/\//i.test(url) && !/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i.test(url);

export default defineRule({
  id: 'cognito-client-plain-callback',
  title: 'A user pool hands sign-in codes over unencrypted',
  severity: 'medium',
  detections: ['COG-04'],
  attack: ['T1557'],
  rationale:
    'The callback of a client receives the code or the tokens of who signed in. Over plain HTTP everybody on the way can ' +
    'take them and be that user.',
  remediation: 'Use https addresses for callbacks.',
  references: ['https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html'],
  subject: 'user-pool',
  needs: ['clients'],

  *evaluate({ clients }) {
    for (const [id, client] of Object.entries(clients)) {
      for (const callback of client.callbacks?.filter(isPlain) ?? [])
        yield {
          key: `${id} ${callback}`,
          message: `the client ${id} hands codes to ${callback}`,
          evidence: { client: id, callback },
        };
    }
  },
});
