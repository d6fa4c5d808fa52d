import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../shared/policy/document.ts';
import { type ExposureContext, exposureOf } from '../../shared/policy/exposure.ts';
import { anyone, aws, other, own } from './exposure/case.ts';

const behind = (statement: object | readonly object[], context: Partial<ExposureContext> = {}) =>
  exposureOf(parsePolicy({ Statement: statement }), {
    type: 'resource',
    account: own,
    resource: 'arn:aws:s3:::b',
    blockPublicAccess: { restrictPublicBuckets: true },
    ...context,
  });
const from = (addresses: string | readonly string[], operator = 'IpAddress', key = 'aws:SourceIp') =>
  anyone('s3:GetObject', { [operator]: { [key]: addresses } });

describe('Block Public Access', () => {
  it('leaves a public policy to the owner, and says so', () => {
    const { exposure, why, statements } = behind([anyone('s3:GetObject'), { ...aws(other), Action: 's3:*' }]);
    expect(exposure).toBe('account');
    expect(why).toContain("Block Public Access (RestrictPublicBuckets) leaves a public policy to the owner's account");
    expect(statements.map(({ exposure: alone, inEffect }) => [alone, inEffect])).toEqual([
      ['internet', 'account'],
      ['other-account', 'account'],
    ]);
  });

  it('leaves a policy as it is that is not public, or where it is off or not known', () => {
    expect(behind({ ...aws(other), Action: 's3:*' }).exposure).toBe('other-account');
    expect(behind({ ...aws(own), Action: 's3:*' }).why).not.toContain('Block Public Access');
    expect(behind(anyone('s3:*'), { blockPublicAccess: { blockPublicPolicy: true } }).exposure).toBe('internet');
    expect(exposureOf(parsePolicy({ Statement: anyone('s3:*') }), { type: 'resource', account: own }).exposure).toBe(
      'internet',
    );
  });

  it.each<[addresses: string | readonly string[], exposure: string]>([
    ['203.0.113.0/24', 'internet'],
    ['64.0.0.0/8', 'internet'],
    ['64.0.0.0/7', 'account'],
    ['2600:1f00::/32', 'internet'],
    ['2600::/31', 'account'],
    [['203.0.113.0/24', '64.0.0.0/7'], 'account'],
    [['203.0.113.0/24', 'nowhere'], 'account'],
  ])('takes %j for narrow, or not: %s', (addresses, exposure) => {
    expect(behind(from(addresses)).exposure).toBe(exposure);
  });

  it('takes no other condition on addresses for narrow', () => {
    expect(behind(from('203.0.113.0/24', 'NotIpAddress')).exposure).toBe('account');
    expect(behind(from('203.0.113.0/24', 'IpAddressIfExists')).exposure).toBe('account');
    expect(behind(from('203.0.113.0/24', 'IpAddress', 'aws:VpcSourceIp')).exposure).toBe('account');
    expect(behind([from('203.0.113.0/24'), anyone('s3:ListBucket')]).exposure).toBe('account');
  });

  it('is for buckets alone, as far as can be told', () => {
    const topic = anyone('sns:Publish');
    expect(behind(topic, { resource: `arn:aws:sns:eu-west-1:${own}:t` }).exposure).toBe('internet');
    expect(behind(topic, { resource: 'sns' }).exposure).toBe('internet');
    expect(behind(anyone('s3:*'), { resource: 's3' }).exposure).toBe('account');
    const named = (resource: string | readonly string[] | undefined, ...more: readonly object[]) => {
      const statement = { ...anyone('s3:*'), Resource: resource };
      const policy = parsePolicy({ Statement: [statement, ...more] });
      return exposureOf(policy, {
        type: 'resource',
        account: own,
        blockPublicAccess: { restrictPublicBuckets: true },
      }).exposure;
    };
    expect(named('arn:aws:s3:::b')).toBe('account');
    expect(named(['*', 'arn:aws-cn:s3:::b'])).toBe('account');
    expect(named('arn:aws:s3:::b', { ...aws(own), Resource: undefined })).toBe('account');
    expect(named('*')).toBe('internet');
    expect(named(undefined)).toBe('internet');
    expect(named('my:arn:aws:s3:::b')).toBe('internet');
  });
});

describe('an API', () => {
  it('has an authorizer or not, which the policy does not say', () => {
    const why = (statement: object) => behind(statement, { resource: 'execute-api' }).why;
    expect(why({ ...anyone('x'), Action: ['logs:*', 'Execute-API:Invoke'] })).toContain('an authorizer');
    expect(why({ ...aws(other), Action: 'execute-api:Invoke' })).not.toContain('an authorizer');
    expect(why({ ...anyone('x'), Action: undefined, NotAction: 'logs:*' })).not.toContain('an authorizer');
    expect(why(anyone('execute-apis:Invoke'))).not.toContain('an authorizer');
  });
});
