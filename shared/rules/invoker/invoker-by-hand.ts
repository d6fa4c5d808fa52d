import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'invoker-by-hand',
  title: 'A function got another kind of trigger by hand',
  severity: 'low',
  detections: ['OTH-02'],
  attack: ['T1546'],
  rationale:
    'Load balancers, distributions, receipt rules, Config rules, pipelines and bots all run functions. These triggers are ' +
    'rare, so nobody looks for them; made beside the pipeline they are a way to stay.',
  remediation: 'Move the trigger into the stack of the function, or take it away.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html'],
  subject: 'invoker',
  calls: {
    elasticloadbalancing: ['RegisterTargets'],
    'vpc-lattice': ['RegisterTargets'],
    cloudfront: ['CreateDistribution', 'CreateDistributionWithTags', 'UpdateDistribution'],
    ses: ['CreateReceiptRule', 'UpdateReceiptRule'],
    config: ['PutConfigRule', 'PutOrganizationConfigRule'],
    codepipeline: ['CreatePipeline', 'UpdatePipeline'],
    firehose: ['CreateDeliveryStream', 'UpdateDestination'],
    bedrock: ['CreateAgentActionGroup', 'UpdateAgentActionGroup'],
    lex: ['CreateBotAlias', 'UpdateBotAlias', 'PutIntent'],
    s3: ['CreateAccessPointForObjectLambda', 'PutAccessPointConfigurationForObjectLambda'],
  },
  needs: ['functions'],
  uses: ['service'],

  *evaluate({ change, before, after, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    for (const target of after.functions) {
      if (before.functions?.includes(target)) continue;
      yield {
        key: target,
        message: `${actorInWords(change.actor)} made ${resource.name} (${after.service ?? change.source}) invoke ${target}`,
        evidence: { service: after.service ?? change.source, function: target },
      };
    }
  },

  closes: (_change, key, document) => {
    const functions = document.facets['functions'];
    return functions?.known === true && !(functions.value as readonly string[]).includes(key);
  },
});
