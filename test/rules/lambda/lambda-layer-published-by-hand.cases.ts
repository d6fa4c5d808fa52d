import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { layerArn } from '../../support/resources.ts';

const publish = (identity: typeof human) => ({
  name: 'PublishLayerVersion20181031',
  identity,
  request: { layerName: 'tools', compatibleRuntimes: ['nodejs24.x'] },
  response: { layerVersionArn: layerArn('tools', 4), version: 4 },
});

export default defineCases({
  fail: [{ name: 'a person publishes one', trail: [publish(human)], keys: ['published'], says: 'tools:4' }],
  pass: [{ name: 'a role publishes one, where nothing was declared', trail: [publish(deployer)] }],
});
