import { defineRule } from '../../engine/rule.ts';
import { openDeputies } from '../deputies.ts';
import { functionStatements, statementInWords, statementViolation } from '../exposed.ts';

export default defineRule({
  id: 'lambda-permission-alexa-token',
  title: 'Every Alexa skill may run a function',
  severity: 'medium',
  detections: ['LAM-09'],
  attack: ['T1199'],
  rationale:
    'Skills carry no source ARN and no account: without the id of the skill as event source token, everybody who makes a ' +
    'skill can have it run the function.',
  remediation: 'Add the statement anew with the id of your skill as event source token.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/services-alexa.html'],
  subject: 'function',
  needs: ['resourcePolicy'],
  uses: ['urls'],

  *evaluate({ resourcePolicy, urls }, judging) {
    for (const statement of functionStatements(resourcePolicy, urls, judging)) {
      const open = openDeputies(statement.verdict).find(({ gap }) => gap === 'token');
      if (open === undefined) continue;
      yield statementViolation(
        statement,
        judging.resource,
        `${statementInWords(statement)} lets ${open.deputy.service} run the function for every skill: lambda:EventSourceToken is missing`,
      );
    }
  },
});
