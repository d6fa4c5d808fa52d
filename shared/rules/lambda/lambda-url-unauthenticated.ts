import { defineRule } from '../../engine/rule.ts';
import { functionCommand, qualifiedKey, qualifierInWords } from '../commands.ts';

export default defineRule({
  id: 'lambda-url-unauthenticated',
  title: 'A function URL has no authentication',
  severity: 'high',
  detections: ['URL-01', 'URL-02'],
  attack: ['T1133'],
  rationale:
    'With auth type NONE, Lambda asks nobody who they are: whoever knows the address runs the function with the ' +
    'permissions of its execution role and on your bill, as soon as the resource policy allows it too.',
  remediation:
    'Set the auth type to AWS_IAM, or put the function behind an API or distribution that authenticates its callers.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html'],
  subject: 'function',
  needs: ['urls'],

  *evaluate({ urls }, { resource }) {
    for (const [qualifier, { authType }] of Object.entries(urls)) {
      if (authType !== 'NONE') continue;
      yield {
        key: qualifiedKey('url', qualifier),
        message: `the URL of ${qualifierInWords(qualifier)} has auth type NONE: Lambda lets every caller through to the resource policy`,
        evidence: { qualifier, authType },
        remediation: functionCommand('update-function-url-config', resource, { qualifier, 'auth-type': 'AWS_IAM' }),
      };
    }
  },
});
