import { human } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const share = (region: string) => ({
  name: 'AddLayerVersionPermission20181031',
  identity: human,
  region,
  request: { layerName: 'tools', versionNumber: 1, statementId: 'x', action: 'lambda:GetLayerVersion', principal: '*' },
});

export default defineCases({
  fail: [
    {
      name: 'a layer shared in three Regions within minutes',
      trail: [share('eu-west-1'), share('us-east-1'), share('ap-southeast-2')],
      says: '3 places',
    },
    {
      name: 'a layer shared in three accounts within minutes',
      trail: ['111122223333', '222233334444', '333344445555'].map((recipientAccountId) => ({
        ...share('eu-west-1'),
        more: { recipientAccountId },
      })),
      says: '3 places',
    },
  ],
  pass: [
    { name: 'two Regions', trail: [share('eu-west-1'), share('us-east-1')] },
    { name: 'three times in one Region', trail: [share('eu-west-1'), share('eu-west-1'), share('eu-west-1')] },
    {
      name: 'a stack set that rolls out',
      trail: ['eu-west-1', 'us-east-1', 'ap-southeast-2'].map((region) => ({
        ...share(region),
        identity: { ...human, invokedBy: 'cloudformation.amazonaws.com' },
      })),
    },
  ],
});
