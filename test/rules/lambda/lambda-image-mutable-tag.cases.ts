import { account } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const image = (suffix: string) =>
  aFunction({ code: { imageUri: `${account}.dkr.ecr.eu-west-1.amazonaws.com/shop/orders${suffix}` } });

export default defineCases({
  fail: [
    { name: 'the tag latest', given: [image(':latest')], keys: ['image'] },
    { name: 'no tag, which means latest', given: [image('')], keys: ['image'] },
  ],
  pass: [
    { name: 'a digest', given: [image(`@sha256:${'0'.repeat(64)}`)] },
    { name: 'a tag of a build', given: [image(':2026-03-02.7')] },
    { name: 'a package, not an image', given: [aFunction()] },
  ],
});
