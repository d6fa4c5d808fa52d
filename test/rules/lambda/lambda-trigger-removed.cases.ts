import { account, deployer, human, region } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allow, withPolicy } from '../../support/resources.ts';

const remove = (identity = human) => ({
  name: 'RemovePermission20150331v2',
  identity,
  request: { functionName: 'orders', statementId: 'it' },
});
const topic = { ArnLike: { 'AWS:SourceArn': `arn:aws:sns:${region}:${account}:alarms` } };
const fromTopic = withPolicy(allow('sns.amazonaws.com', { conditions: topic }));

export default defineCases({
  fail: [
    {
      name: 'one of two permissions',
      given: [
        withPolicy(
          allow('sns.amazonaws.com', { conditions: topic }),
          allow('events.amazonaws.com', {
            sid: 'other',
            conditions: { StringEquals: { 'AWS:SourceAccount': account } },
          }),
        ),
      ],
      trail: [remove()],
      keys: ['it'],
    },
    {
      name: 'a person removes the permission of a topic',
      given: [fromTopic],
      trail: [remove()],
      keys: ['it'],
      says: 'sns.amazonaws.com',
    },
  ],
  pass: [
    { name: 'a role removes it, where nothing was declared', given: [fromTopic], trail: [remove(deployer)] },
    { name: 'a hole is closed', given: [withPolicy(allow('*'))], trail: [remove()] },
    {
      name: 'a service that anybody could make call is shut out',
      given: [withPolicy(allow('sns.amazonaws.com'))],
      trail: [remove()],
    },
    {
      name: 'removed and added again',
      given: [fromTopic],
      trail: [
        remove(),
        {
          name: 'AddPermission20150331v2',
          request: {
            functionName: 'orders',
            statementId: 'it',
            action: 'lambda:InvokeFunction',
            principal: 'sns.amazonaws.com',
            sourceArn: `arn:aws:sns:${region}:${account}:alarms`,
          },
        },
      ],
    },
  ],
});
