import { defineRule } from '../../engine/rule.ts';
import { matchesGlob } from '../../glob.ts';
import { powerLevel } from '../../policy/power-level.ts';
import { managedStrength } from '../managed-policies.ts';
import { isPowerful, listed, powerEvidence } from '../strength.ts';
import { isReservedPath } from '../trusts.ts';

export default defineRule({
  id: 'iam-role-escalation',
  title: 'The policies of a role make it an administrator, or let it become one',
  severity: 'high',
  weighed: false,
  detections: ['IAM-04', 'IAM-05', 'IAM-06', 'IAM-07'],
  attack: ['T1098.003', 'T1548'],
  rationale:
    'Some permissions are as good as all of them: who may write policies, pass strong roles to a service or replace the ' +
    'code of a strong function can have any other. All policies of the role count together, less what they deny.',
  remediation:
    'Narrow the statements that the finding names: the resources of iam:PassRole and of what runs with the role first.',
  references: ['https://pathfinding.cloud/'],
  subject: 'role',
  needs: ['power'],
  uses: ['attachedPolicies', 'boundary', 'path'],

  *evaluate({ power: { power, partial }, attachedPolicies, boundary, path }, { resource, context }) {
    if (!isPowerful(power) || isReservedPath(path)) return;
    // A policy of AWS that says so by its name is a finding of its own.
    if (Object.keys(attachedPolicies ?? {}).some((arn) => managedStrength(arn) === 'administrator')) return;
    const deploys = context.deployRoles.some((pattern) => matchesGlob(resource.name, pattern));
    const unsure = typeof boundary === 'string' && partial !== null;
    const ways = power.privilegeEscalation.map(
      ({ path: way, actions, through }) => `${way} (${actions.join(' + ')}, through ${through.join(', ')})`,
    );
    const what = power.admin ? 'every action on every resource' : (power.nearAdmin ?? listed(ways));
    yield {
      key: powerLevel(power),
      message: `the role ${power.admin ? 'is an administrator' : 'can make itself an administrator'}: ${what}${unsure ? `. What its boundary ${boundary} leaves of that is not known` : ''}${deploys ? '. It is declared as one that deploys' : ''}`,
      evidence: { power: powerEvidence(power), boundary: boundary ?? null },
      ...(deploys ? { severity: 'low' } : unsure ? { severity: 'medium' } : {}),
    };
  },
});
