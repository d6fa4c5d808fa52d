import { account, region } from '../../support/calls.ts';
import { publicCases } from '../../support/policy-cases.ts';
import { allow, policyOf } from '../../support/resources.ts';
import { aTopic } from '../../support/surface.ts';

const topicArn = `arn:aws:sns:${region}:${account}:orders`;
const open = policyOf(allow('*', { action: 'SNS:Publish', resource: topicArn }));

/** What SNS itself gives every topic that is made without a policy. */
const ofSns = policyOf({
  Sid: '__default_statement_ID',
  Effect: 'Allow',
  Principal: { AWS: '*' },
  Action: ['SNS:Publish', 'SNS:Subscribe', 'SNS:SetTopicAttributes', 'SNS:AddPermission'],
  Resource: topicArn,
  Condition: { StringEquals: { 'AWS:SourceOwner': account } },
});

const set = (policy: object) => ({
  source: 'sns',
  name: 'SetTopicAttributes',
  request: { topicArn, attributeName: 'Policy', attributeValue: JSON.stringify(policy) },
});

export default publicCases(
  { kind: 'topic', action: 'sns:Publish', make: (resourcePolicy) => aTopic({ resourcePolicy }) },
  {
    fail: [
      { name: 'a policy that is set on a topic', trail: [set(open)], keys: ['it'] },
      {
        name: 'a permission for everybody on a topic of which nothing else is known',
        trail: [
          {
            source: 'sns',
            name: 'AddPermission',
            request: { topicArn, label: 'all', aWSAccountId: ['*'], actionName: ['Publish'] },
          },
        ],
        keys: ['all'],
      },
    ],
    pass: [
      { name: 'the default policy of SNS', trail: [set(ofSns)] },
      { name: 'a policy that was put right again', given: [aTopic()], trail: [set(open), set(ofSns)] },
    ],
  },
);
