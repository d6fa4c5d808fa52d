import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';
import { valueSet } from '../ops.ts';

export default defineActivityRule({
  id: 'iam-boundary-removed',
  title: 'The permissions boundary of a role was removed or replaced',
  severity: 'high',
  detections: ['IAM-08'],
  attack: ['T1098'],
  rationale:
    'The boundary is the upper limit of what a role can be given. Without it, whatever its policies say counts, and ' +
    'whoever may write those policies has no limit any more.',
  remediation: 'Put the boundary back.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html'],
  subject: 'role',
  calls: { iam: ['DeleteRolePermissionsBoundary', 'PutRolePermissionsBoundary'] },
  needs: ['boundary'],

  *evaluate({ change, before, after, resource }) {
    if (before.boundary === null || before.boundary === after.boundary) return;
    const removed = after.boundary === null;
    // The first boundary that is seen may be the first there is.
    if (!removed && before.boundary === undefined) return;
    yield {
      key: 'boundary',
      message: `${actorInWords(change.actor)} ${removed ? 'removed the boundary' : `replaced the boundary by ${after.boundary}`}${before.boundary === undefined ? '' : `, which was ${before.boundary}`}`,
      evidence: { from: before.boundary ?? null, to: after.boundary },
      ...(removed ? {} : { severity: 'medium' }),
      ...(before.boundary === undefined
        ? {}
        : {
            remediation: awsCommand('iam put-role-permissions-boundary', {
              'role-name': resource.name,
              'permissions-boundary': before.boundary,
            }),
          }),
    };
  },

  closes: (change, _, document) => {
    const boundary = valueSet(change, 'boundary');
    const open = Object.values(document.findings).find(
      ({ rule, status }) => rule === 'iam-boundary-removed' && status !== 'resolved',
    );
    const before = open?.evidence['from'];
    // Where it is not known what was there before, any boundary is one.
    return typeof boundary === 'string' && (typeof before !== 'string' || before === boundary);
  },
});
