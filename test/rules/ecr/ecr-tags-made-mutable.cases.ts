import { human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aRepository } from '../../support/surface.ts';

const set = (imageTagMutability: string, more: object = {}) => ({
  source: 'ecr',
  name: 'PutImageTagMutability',
  identity: human,
  request: { repositoryName: 'shop', imageTagMutability },
  ...more,
});

export default defineCases({
  fail: [
    { name: 'a person makes them mutable', given: [aRepository()], trail: [set('MUTABLE')], keys: ['tags'] },
    { name: 'some of them', given: [aRepository()], trail: [set('IMMUTABLE_WITH_EXCLUSION')], keys: ['tags'] },
  ],
  pass: [
    { name: 'CloudFormation does', given: [aRepository()], trail: [set('MUTABLE', { more: throughCloudFormation })] },
    { name: 'they were before', given: [aRepository({ mutableTags: true })], trail: [set('MUTABLE')] },
    { name: 'made immutable again', given: [aRepository()], trail: [set('MUTABLE'), set('IMMUTABLE')] },
  ],
});
