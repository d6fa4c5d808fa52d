import { functionArn, human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aSecret } from '../../support/surface.ts';

const rotate = (name: string | undefined, more: object = {}) => ({
  source: 'secretsmanager',
  name: 'RotateSecret',
  identity: human,
  request: { secretId: 'db', ...(name === undefined ? {} : { rotationLambdaARN: functionArn(name) }) },
  response: { arn: aSecret().arn, name: 'db' },
  ...more,
});

export default defineCases({
  fail: [
    { name: 'a person sets a function', given: [aSecret()], trail: [rotate('rotate')], keys: [functionArn('rotate')] },
    {
      name: 'a person sets another function',
      given: [aSecret({ rotationFunction: functionArn('rotate') })],
      trail: [rotate('other')],
      says: 'other',
    },
  ],
  pass: [
    { name: 'a stack sets it', given: [aSecret()], trail: [rotate('rotate', { more: throughCloudFormation })] },
    {
      name: 'it is rotated by the function that it has',
      given: [aSecret({ rotationFunction: functionArn('rotate') })],
      trail: [rotate(undefined)],
    },
    {
      name: 'the rotation is cancelled',
      given: [aSecret()],
      trail: [rotate('rotate'), rotate(undefined, { name: 'CancelRotateSecret' })],
    },
  ],
});
