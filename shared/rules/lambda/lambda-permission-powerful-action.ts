import { defineRule } from '../../engine/rule.ts';
import { beyondInvocation, functionStatements, isPublic, statementInWords, statementViolation } from '../exposed.ts';

export default defineRule({
  id: 'lambda-permission-powerful-action',
  title: "A function's resource policy lets outsiders do more than run it",
  severity: 'critical',
  detections: ['LAM-08'],
  attack: ['T1098'],
  rationale:
    'Whoever may change the code or configuration of a function owns its execution role; whoever may read it gets the ' +
    'code, and the environment with its secrets. No trigger needs any of this.',
  remediation: 'Remove the statement. Callers need lambda:InvokeFunction and nothing else.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html'],
  subject: 'function',
  needs: ['resourcePolicy'],
  uses: ['urls'],

  *evaluate({ resourcePolicy, urls }, judging) {
    for (const statement of functionStatements(resourcePolicy, urls, judging)) {
      const { verdict } = statement;
      const more = beyondInvocation(verdict);
      if (more.length === 0 || !(isPublic(verdict) || verdict.inEffect === 'other-account')) continue;
      yield statementViolation(
        statement,
        judging.resource,
        `${statementInWords(statement)} allows ${more.join(', ')} to ${verdict.principals.join(', ')}: ${verdict.why}`,
      );
    }
  },
});
