import { defineActivityRule } from '../../engine/rule.ts';
import { redeploy, tampering } from '../tampering.ts';

const words = {
  DeleteRole: 'deleted it',
  UpdateAssumeRolePolicy: 'changed who may assume it',
  PutRolePolicy: 'changed what it may do',
  DeleteRolePolicy: 'took away what it may do',
  AttachRolePolicy: 'attached a policy to it',
  DetachRolePolicy: 'detached a policy from it',
  PutRolePermissionsBoundary: 'bounded it',
  DeleteRolePermissionsBoundary: 'took its boundary away',
};

export default defineActivityRule({
  id: 'trail-own-role-touched',
  title: 'A role of Trailwarden was touched',
  severity: 'critical',
  weighed: false,
  detections: ['TMP-06'],
  attack: ['T1562.001'],
  rationale:
    'With less the function fails, with more it is a way up for whoever can change it: these roles were derived to hold exactly what is needed.',
  remediation: redeploy,
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage.html'],
  subject: 'role',
  calls: {
    iam: [
      'DeleteRole',
      'UpdateAssumeRolePolicy',
      'PutRolePolicy',
      'DeleteRolePolicy',
      'AttachRolePolicy',
      'DetachRolePolicy',
      'PutRolePermissionsBoundary',
      'DeleteRolePermissionsBoundary',
    ],
  },
  needs: [],

  evaluate: (call) => tampering(call, 'a function of Trailwarden runs as it', words),
});
