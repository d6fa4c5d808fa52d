import { defineRule } from '../../engine/rule.ts';
import type { Exposure } from '../../policy/exposure.ts';

const strangers: { readonly [E in Exposure]?: string } = {
  internet: 'anybody on the Internet',
  'any-aws-account': 'anybody with an AWS account',
};

const inWords = (missing: readonly string[]): string => missing.join(' and ');

export default defineRule({
  id: 'lambda-reachable-from-internet',
  title: 'Strangers can really reach a function',
  severity: 'critical',
  detections: ['URL-05', 'API-10'],
  attack: ['T1133', 'T1190'],
  rationale:
    'Whether a function is exposed is decided by several documents together: its policy, the authentication of its URL, ' +
    'the authorizer and the deployment of an API, the policy of a topic or a bucket. Here all of them let strangers ' +
    'through, so what they send runs with the role of the function.',
  remediation:
    'Close any part of the way that the finding names: an authorizer on the route, `AWS_IAM` on the URL, a principal or ' +
    'a source in the policy. If the function is meant for everybody, accept the finding with that as the reason.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
  ],
  subject: 'function',
  needs: ['reach'],
  uses: ['power'],
  *evaluate({ reach }) {
    for (const { path, exposure, missing, through, by } of reach.ways) {
      const who = strangers[exposure];
      // A policy that opens the function all by itself is told by its own rule, statement by statement.
      if (who === undefined || through === 'policy') continue;
      const isOpen = missing.length === 0;
      yield {
        key: `${through} ${by} ${path}`,
        severity: isOpen ? (through === 'trigger' ? 'high' : 'critical') : 'low',
        message: isOpen
          ? `${who} can reach the function by ${path}`
          : `${who} could nearly reach the function by ${path}: only ${inWords(missing)} is missing`,
        evidence: { path, exposure, through, by, missing: [...missing] },
      };
    }
  },
});
