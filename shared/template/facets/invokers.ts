import type { Json } from '../../json.ts';
import { parseFunctionName } from '../../trail/functions.ts';
import { effectsOn, refOf, type TemplateEffect, type View } from './view.ts';

const deepest = 20;

const within = function* (value: Json | undefined, depth = 0): Generator<string> {
  if (typeof value === 'string') {
    if (/^arn:[^:]+:lambda:[^:]*:[^:]*:function:/.test(value)) yield value;
  } else if (typeof value === 'object' && value !== null && depth < deepest) {
    for (const member of Object.values(value)) yield* within(member as Json, depth + 1);
  }
};

/** A resource of a service that has no kind of its own: all that matters is which functions it invokes. */
const invoker =
  (service: string, ...properties: readonly string[]) =>
  (view: View): readonly TemplateEffect[] => {
    const { place } = view.renderer;
    const found = properties.flatMap((property) => [...within(view.at(property).value)]);
    const functions = [...new Set(found.flatMap((arn) => parseFunctionName(place, arn)?.arn ?? []))];
    if (functions.length === 0) return [];
    const on = effectsOn<'invoker'>(refOf(view, 'invoker'));
    return [on.create(), on.set('service', service), on.set('functions', functions, properties[0] ?? '')];
  };

export const invokerMappers = {
  'AWS::ElasticLoadBalancingV2::TargetGroup': invoker('elastic-load-balancing', 'Targets'),
  'AWS::CloudFront::Distribution': invoker('cloudfront', 'DistributionConfig'),
  'AWS::SES::ReceiptRule': invoker('ses', 'Rule'),
  'AWS::Config::ConfigRule': invoker('config', 'Source'),
  'AWS::CodePipeline::Pipeline': invoker('codepipeline', 'Stages'),
  'AWS::S3ObjectLambda::AccessPoint': invoker('s3-object-lambda', 'ObjectLambdaConfiguration'),
  'AWS::Lex::BotAlias': invoker('lex', 'BotAliasLocaleSettings'),
  'AWS::VpcLattice::TargetGroup': invoker('vpc-lattice', 'Targets'),
};
