import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'lambda-edge-replicated',
  title: 'A function was put in front of a distribution',
  severity: 'medium',
  detections: ['FUN-03'],
  attack: ['T1546'],
  rationale:
    'At the edge a function sees and changes every request and answer of the sites behind the distribution: cookies, ' +
    'passwords and pages. Replicas run in all Regions, out of sight of the logs of one.',
  remediation: 'Look up which distribution refers to the function, and remove the association where it was not meant.',
  references: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-the-edge.html'],
  subject: 'function',
  calls: { lambda: ['EnableReplication'] },
  needs: [],
  uses: ['edgeReplicated'],

  *evaluate({ change, before, context }) {
    if (before.edgeReplicated === true || isMeant(change.actor, context)) return;
    yield {
      key: 'edge',
      message: `${actorInWords(change.actor)} had the function replicated to the edge locations of CloudFront`,
      evidence: { edgeReplicated: true },
      remediation:
        "aws cloudfront list-distributions --query 'DistributionList.Items[].{Id:Id,Functions:DefaultCacheBehavior.LambdaFunctionAssociations}'",
    };
  },
});
