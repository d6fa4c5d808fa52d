import { describe, expect, it } from 'vitest';
import { isListedKey, keyKind } from '../../shared/policy/condition-keys.ts';

describe('a condition key', () => {
  it.each([
    ['aws:principalaccount', 'principal-account'],
    ['aws:principaltag/team', 'session'],
    ['aws:requesttag/team', 'request'],
    ['aws:resourcetag/team', 'resource'],
    ['aws:nosuchkey', 'unknown'],
    ['x-aws:requesttag/team', 'unknown'],
    ['secretsmanager:resourcetag/team', 'resource'],
    ['s3:existingobjecttag/team', 'resource'],
    ['acme:resourcetag/team', 'resource'],
    ['kms:encryptioncontext:aws:logs:arn', 'encryption-arn'],
    ['kms:encryptioncontext:aws:logs:name', 'request'],
    ['kms:encryptioncontext:x:arn', 'request'],
    ['lambda:x:arn', 'request'],
    ['token.actions.githubusercontent.com:sub', 'federation'],
    ['oidc.eks.eu-west-1.amazonaws.com/id/a:sub', 'federation'],
    ['localhost/issuer:sub', 'federation'],
    ['saml:aud', 'federation'],
    ['samls:aud', 'unknown'],
    ['s3:prefix', 'request'],
    ['acme:team', 'unknown'],
    [':team', 'unknown'],
    ['team', 'unknown'],
    ['', 'unknown'],
  ])('%s is about: %s', (name, kind) => {
    expect(keyKind(name)).toBe(kind);
  });

  it('is listed where its meaning does not follow from its name', () => {
    expect(isListedKey('aws:principalorgmasteraccountid')).toBe(true);
    expect(isListedKey('aws:principaltag/team')).toBe(false);
  });
});
