import { defineRule } from '../../engine/rule.ts';
import { functionStatements, statementInWords, statementViolation } from '../exposed.ts';

export default defineRule({
  id: 'lambda-permission-foreign-source',
  title: 'A function is run by a source in an unknown account',
  severity: 'high',
  detections: ['LAM-05'],
  attack: ['T1199'],
  rationale:
    'A topic, bucket or API of another account runs the function: its owner decides when, and with what. What reaches ' +
    'them in answers and retries leaves your account.',
  remediation: 'Remove the statement, or add the account to `trustedAccounts` where it is a known one.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html'],
  subject: 'function',
  needs: ['resourcePolicy'],
  uses: ['urls'],

  *evaluate({ resourcePolicy, urls }, judging) {
    for (const statement of functionStatements(resourcePolicy, urls, judging)) {
      const deputy = statement.verdict.deputies.find(
        ({ pinned, onBehalfOf }) => pinned === true && onBehalfOf === 'other-account',
      );
      if (deputy === undefined) continue;
      const named = statement.verdict.narrowedBy.filter(({ key }) => /^aws:source/i.test(key));
      yield statementViolation(
        statement,
        judging.resource,
        `${statementInWords(statement)} lets ${deputy.service} run the function for ${named.flatMap(({ values }) => values).join(', ')}, which is neither an own account nor a trusted one`,
      );
    }
  },
});
