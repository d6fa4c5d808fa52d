import { describe, expect, it } from 'vitest';
import { isAccountId, parseArn, partitionOf } from '../shared/arn.ts';

describe('an ARN', () => {
  it('is split into its five parts, colons of the resource kept', () => {
    expect(parseArn('arn:aws-cn:lambda:cn-north-1:111122223333:function:orders:live')).toEqual({
      partition: 'aws-cn',
      service: 'lambda',
      region: 'cn-north-1',
      account: '111122223333',
      resource: 'function:orders:live',
    });
  });

  it.each(['orders', 'arn:aws:lambda', 'arn:aws:lambda:us-east-1:111122223333', ''])('is not made of %j', (text) => {
    expect(parseArn(text)).toBeUndefined();
  });

  it.each([
    ['eu-west-1', 'aws'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-gov-east-1', 'aws-us-gov'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
  ])('of Region %s belongs to partition %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });

  it('has an account of exactly twelve digits', () => {
    expect(isAccountId('111122223333')).toBe(true);
    expect(isAccountId('1111')).toBe(false);
  });
});
