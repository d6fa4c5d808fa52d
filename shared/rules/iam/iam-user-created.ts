import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'iam-user-created',
  title: 'A user was made by hand',
  severity: 'informational',
  weighed: false,
  detections: ['IAM-15'],
  attack: ['T1136.003'],
  rationale:
    'A user without credentials or policies can do nothing, but it is where keys that never expire are made for. What it ' +
    'gets next is judged by itself.',
  remediation: 'Delete the user where nobody needs it; people get roles through Identity Center.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  subject: 'user',
  calls: { iam: ['CreateUser'] },
  needs: [],

  *evaluate({ change, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    yield {
      key: 'created',
      message: `${actorInWords(change.actor)} made the user ${resource.name}`,
      evidence: { user: resource.name },
      remediation: awsCommand('iam delete-user', { 'user-name': resource.name }),
    };
  },
});
