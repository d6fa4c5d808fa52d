import { actorInWords, isSurelyByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'lambda-created-by-hand',
  title: 'A function was made by hand',
  severity: 'low',
  detections: ['FUN-01'],
  attack: ['T1648'],
  rationale:
    'A function that no pipeline made is known to no template: nobody reviews it, updates it or misses it. It is also the ' +
    'cheapest place to run code in somebody else’s account.',
  remediation: 'Move the function into a stack, or delete it. If the actor is a pipeline, declare it in `deployRoles`.',
  references: ['https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html'],
  subject: 'function',
  calls: { lambda: ['CreateFunction'] },
  needs: [],
  uses: ['role'],

  *evaluate({ change, after, resource, context }) {
    if (!isSurelyByHand(change.actor, context)) return;
    yield {
      key: 'created',
      message: `${actorInWords(change.actor)} made the function${change.actor.via === 'console' ? ' in the console' : ' outside the declared deployments'}`,
      evidence: { role: after.role ?? null, via: change.actor.via ?? null },
      remediation: functionCommand('delete-function', resource),
    };
  },
});
