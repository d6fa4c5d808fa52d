import { defineRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';
import { exposureContext, isPublic, judgeStatements } from '../exposed.ts';

export default defineRule({
  id: 'lambda-layer-public',
  title: 'A layer version is shared with strangers',
  severity: 'high',
  detections: ['LAM-12'],
  attack: ['T1537'],
  rationale:
    'Whoever may use a layer may download it: its code, and whatever was packed with it by mistake. Sharing is also a way ' +
    'to carry data out of an account in one call.',
  remediation: 'Remove the statement, or share with an organization or a trusted account.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html'],
  subject: 'layer-version',
  needs: ['resourcePolicy'],

  *evaluate({ resourcePolicy }, { resource, context }) {
    const around = { ...exposureContext(resource, context), type: 'resource' } as const;
    const [, , , region, , , name, version] = resource.arn.split(':');
    for (const verdict of judgeStatements(resourcePolicy, around)) {
      const open = isPublic(verdict);
      if (!open && verdict.inEffect !== 'other-account') continue;
      yield {
        key: verdict.sid,
        message: `statement ${verdict.sid} lets ${open ? 'anybody with an AWS account' : verdict.principals.join(', ')} download the layer`,
        evidence: {
          sid: verdict.sid,
          principals: [...verdict.principals],
          exposure: verdict.inEffect,
          why: verdict.why,
        },
        ...(open ? {} : { severity: 'medium' }),
        remediation: awsCommand('lambda remove-layer-version-permission', {
          'layer-name': name,
          'version-number': version,
          'statement-id': verdict.sid,
          region,
        }),
      };
    }
  },
});
