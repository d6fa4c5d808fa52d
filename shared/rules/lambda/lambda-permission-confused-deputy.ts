import { defineRule } from '../../engine/rule.ts';
import { openDeputies } from '../deputies.ts';
import { functionStatements, statementInWords, statementViolation } from '../exposed.ts';

export default defineRule({
  id: 'lambda-permission-confused-deputy',
  title: 'A service may run a function on behalf of anybody',
  severity: 'high',
  detections: ['LAM-03'],
  attack: ['T1199'],
  rationale:
    'The statement names a service, not whose use of it: everybody who has an account can set up that service to run the ' +
    'function, with input of their choice (the confused deputy).',
  remediation: 'Add the statement anew with the ARN of the source and the account that it belongs to.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html'],
  subject: 'function',
  needs: ['resourcePolicy'],
  uses: ['urls'],

  *evaluate({ resourcePolicy, urls }, judging) {
    for (const statement of functionStatements(resourcePolicy, urls, judging)) {
      const open = openDeputies(statement.verdict).find(({ gap }) => gap === 'none');
      if (open === undefined) continue;
      yield statementViolation(
        statement,
        judging.resource,
        `${statementInWords(statement)} lets ${open.deputy.service} run the function for every account: neither aws:SourceArn nor aws:SourceAccount says whose ${open.deputy.service.split('.')[0]} it may be`,
      );
    }
  },
});
