import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'lambda-layer-published-by-hand',
  title: 'A layer version was published by hand',
  severity: 'low',
  detections: ['LAY-03'],
  attack: ['T1554'],
  rationale:
    'Functions that take the newest version of a layer run it with their next deployment. A version that no pipeline ' +
    'built is code on its way into every one of them.',
  remediation: 'Delete the version where it was not meant, before a function takes it.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/creating-deleting-layers.html'],
  subject: 'layer-version',
  calls: { lambda: ['PublishLayerVersion'] },
  needs: [],

  *evaluate({ change, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    const [, , , region, , , name, version] = resource.arn.split(':');
    yield {
      key: 'published',
      message: `${actorInWords(change.actor)} published ${resource.name}`,
      evidence: { layer: resource.arn },
      remediation: awsCommand('lambda delete-layer-version', {
        'layer-name': name,
        'version-number': version,
        region,
      }),
    };
  },
});
