import { defineRule } from '../../engine/rule.ts';
import { beyondInvocation, callersOf, functionStatements, statementInWords, statementViolation } from '../exposed.ts';

export default defineRule({
  id: 'lambda-permission-other-account',
  title: "A function's resource policy lets an unknown account in",
  severity: 'high',
  detections: ['LAM-02'],
  attack: ['T1546', 'T1199'],
  rationale:
    'Whoever administers the other account can run the function, with the permissions of its execution role and with ' +
    'input of their choice, from where none of your policies reach.',
  remediation: 'Remove the statement, or add the account to `trustedAccounts` where it is a known one.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html'],
  subject: 'function',
  needs: ['resourcePolicy'],
  uses: ['urls'],

  *evaluate({ resourcePolicy, urls }, judging) {
    for (const statement of functionStatements(resourcePolicy, urls, judging)) {
      const { verdict } = statement;
      const callers = callersOf(verdict);
      // More than invocation is worse, and a finding of its own.
      if (verdict.inEffect !== 'other-account' || callers.length === 0 || beyondInvocation(verdict).length > 0)
        continue;
      yield statementViolation(
        statement,
        judging.resource,
        `${statementInWords(statement)} allows ${verdict.actions.join(', ')} to ${callers.join(', ')}: ${callers.includes('*') ? verdict.why : 'neither an own account nor a trusted one'}`,
      );
    }
  },
});
