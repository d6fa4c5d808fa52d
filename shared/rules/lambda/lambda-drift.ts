import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'lambda-drift',
  title: 'A function of a stack was changed by hand',
  severity: 'medium',
  detections: ['X-12'],
  attack: ['T1578'],
  rationale:
    'What a stack declares and what runs are no longer the same. The change was reviewed by nobody, and the next ' +
    'deployment undoes it, or builds on it without knowing.',
  remediation:
    'Put the change into the template and deploy, or deploy again to undo it. `aws cloudformation detect-stack-drift` ' +
    'shows what else differs. If the actor is a pipeline, declare its role in `deployRoles`.',
  references: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html'],
  subject: 'function',
  calls: {
    lambda: [
      'AddPermission',
      'RemovePermission',
      'UpdateFunctionCode',
      'UpdateFunctionConfiguration',
      'CreateFunctionUrlConfig',
      'UpdateFunctionUrlConfig',
      'DeleteFunctionUrlConfig',
      'PutFunctionConcurrency',
      'DeleteFunctionConcurrency',
      'PutFunctionEventInvokeConfig',
      'UpdateFunctionEventInvokeConfig',
      'DeleteFunctionEventInvokeConfig',
    ],
  },
  needs: ['stack'],
  *evaluate({ change, after, context }) {
    if (after.stack === null || isMeant(change.actor, context) || change.ops.length === 0) return;
    yield {
      key: change.call,
      message: `${actorInWords(change.actor)} called ${change.call} on a function that belongs to ${after.stack}`,
      evidence: { stack: after.stack, call: change.call },
    };
  },
});
