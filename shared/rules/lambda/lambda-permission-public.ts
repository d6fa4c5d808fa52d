import { defineRule } from '../../engine/rule.ts';
import { functionStatements, isForUrl, isPublic, statementInWords, statementViolation, whyOpen } from '../exposed.ts';

export default defineRule({
  id: 'lambda-permission-public',
  title: "A function's resource policy lets anyone in",
  severity: 'critical',
  detections: ['LAM-01', 'LAM-13'],
  attack: ['T1546', 'T1098'],
  rationale:
    'Anyone with an AWS account can run the function, with the permissions of its execution role, with input of their ' +
    'choice and on your bill.',
  remediation:
    'Remove the statement, or name the principal. For a service, narrow it with the source ARN and source account.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.lambda-backdoor-function/',
  ],
  subject: 'function',
  needs: ['resourcePolicy'],
  uses: ['urls', 'publicAccessBlocked'],

  *evaluate({ resourcePolicy, urls, publicAccessBlocked }, judging) {
    if (publicAccessBlocked === true) return;
    for (const statement of functionStatements(resourcePolicy, urls, judging)) {
      const { verdict } = statement;
      if (!isPublic(verdict) || isForUrl(verdict)) continue;
      yield statementViolation(
        statement,
        judging.resource,
        `${statementInWords(statement)} allows ${verdict.actions.join(', ')} to ${verdict.principals.join(', ')}, which is anybody with an AWS account: ${whyOpen(verdict)}`,
      );
    }
  },
});
