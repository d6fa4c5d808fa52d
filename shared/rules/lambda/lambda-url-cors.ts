import { defineRule } from '../../engine/rule.ts';
import { functionCommand, qualifiedKey, qualifierInWords } from '../commands.ts';

export default defineRule({
  id: 'lambda-url-cors',
  title: 'A function URL may be called from every website',
  severity: 'low',
  detections: ['URL-03'],
  attack: ['T1190'],
  rationale:
    'With the origin * any website can call the URL from the browser of whoever visits it. Together with credentials ' +
    "it can act with the visitor's cookies or stored authorization.",
  remediation: 'List the origins of your own front ends, and allow credentials for those only.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors'],
  subject: 'function',
  needs: ['urls'],

  *evaluate({ urls }, { resource }) {
    for (const [qualifier, { cors }] of Object.entries(urls)) {
      if (!cors?.allowOrigins?.some((origin) => /^(?:https?:\/\/)?\*$/.test(origin))) continue;
      const credentials = cors.allowCredentials === true;
      yield {
        key: qualifiedKey('cors', qualifier),
        message: `the URL of ${qualifierInWords(qualifier)} may be called by scripts of every website${credentials ? ', with the credentials of the visitor' : ''}`,
        evidence: { qualifier, allowOrigins: [...cors.allowOrigins], allowCredentials: credentials },
        ...(credentials ? { severity: 'medium' } : {}),
        remediation: functionCommand('update-function-url-config', resource, {
          qualifier,
          cors: 'AllowOrigins=https://www.example.com',
        }),
      };
    }
  },
});
