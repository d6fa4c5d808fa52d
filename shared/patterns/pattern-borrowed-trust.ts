import { canonicalRoleArn, roleArn } from '../trail/resources.ts';
import { definePattern, isCall, isWithin } from './pattern.ts';

/** The trust of a role changed, the role taken, and the trust put back. */
export default definePattern({
  id: 'pattern-borrowed-trust',
  title: "A role's trust policy was changed, used and put back",
  severity: 'critical',
  detections: ['X-5'],
  attack: ['T1098.003', 'T1078.004'],
  rationale:
    'Whoever may edit a trust policy can let themselves in, take the role, and restore the old text. What is left looks ' +
    'untouched; the session that was taken lives on for up to twelve hours.',
  remediation:
    'Revoke the sessions of the role (IAM console, *Revoke active sessions*, or an inline deny on `aws:TokenIssueTime`), ' +
    'then look at everything the session did.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html'],
  groupBy: 'role',
  windowMinutes: 60,
  reads: { iam: ['UpdateAssumeRolePolicy'], sts: ['AssumeRole', 'AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML'] },
  *observe(change) {
    const named = change.request.string('roleName') ?? change.request.string('roleArn');
    // Services take roles all day, for whoever set them up to.
    if (named === undefined || change.actor.type === 'service') return;
    const role = canonicalRoleArn(named) ?? roleArn(change, named);
    yield { group: role, resource: role };
  },
  sign: (event) => (isCall(event, 'iam', 'UpdateAssumeRolePolicy') ? event.id : undefined),
  fewestSigns: 2,
  *find(events, windowMinutes) {
    const edits = events.filter((event) => isCall(event, 'iam', 'UpdateAssumeRolePolicy'));
    for (const [index, edit] of edits.entries()) {
      const restored = edits[index + 1];
      if (restored === undefined || !isWithin(edit, restored, windowMinutes) || edit.resource === null) continue;
      const earlier = new Set(
        events.filter(({ time, source }) => source === 'sts' && time < edit.time).map(({ actor }) => actor),
      );
      const taken = events.find(
        (event) =>
          event.source === 'sts' && event.time >= edit.time && event.time <= restored.time && !earlier.has(event.actor),
      );
      if (taken === undefined) continue;
      yield {
        key: taken.actor,
        about: { kind: 'role', arn: edit.resource },
        events: [edit, taken, restored],
        message: `${edit.actor} changed who may take the role, ${taken.actor} took it, and ${restored.actor} changed the trust again`,
      };
    }
  },
});
