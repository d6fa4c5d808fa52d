import { defineRule } from '../../engine/rule.ts';
import { isRest } from '../apis.ts';
import { awsCommand } from '../commands.ts';

/** The most that API Gateway allows. */
const longest = 3600;

export default defineRule({
  id: 'api-authorizer-caching',
  title: 'An authorizer lets people in for an hour after it last looked',
  severity: 'low',
  detections: ['API-05'],
  attack: ['T1556'],
  rationale:
    'For as long as an answer is cached, a revoked token still gets in. With the longest life that API Gateway allows, ' +
    'locking somebody out takes an hour.',
  remediation:
    'Cache answers for minutes (the default is 300 seconds), and name everything the decision depends on as an identity source.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html'],
  subject: 'api',
  needs: ['authorizers'],

  *evaluate({ authorizers }, { resource }) {
    for (const [id, { resultTtlSeconds }] of Object.entries(authorizers)) {
      if (resultTtlSeconds === undefined || resultTtlSeconds < longest) continue;
      yield {
        key: id,
        message: `the authorizer ${id} keeps its answers for ${resultTtlSeconds} seconds`,
        evidence: { authorizer: id, resultTtlSeconds },
        remediation: isRest(resource)
          ? awsCommand('apigateway update-authorizer', {
              'rest-api-id': resource.name,
              'authorizer-id': id,
              'patch-operations': 'op=replace,path=/authorizerResultTtlInSeconds,value=300',
              region: resource.region,
            })
          : awsCommand('apigatewayv2 update-authorizer', {
              'api-id': resource.name,
              'authorizer-id': id,
              'authorizer-result-ttl-in-seconds': '300',
              region: resource.region,
            }),
      };
    }
  },
});
