import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandAction, isKnownAction } from '../../shared/policy/actions.ts';
import { parsePolicy } from '../../shared/policy/document.ts';
import { evaluateRequest } from '../../shared/policy/evaluate.ts';
import { type Exposure, exposureOf, isWider, widerExposure } from '../../shared/policy/exposure.ts';
import { patternCovers, patternsOverlap, wildcardMatch } from '../../shared/policy/pattern.ts';
import { powerOf } from '../../shared/policy/power.ts';
import { accounts, identityPolicy, own, context as requestContext, resource } from './arbitraries.ts';

const organization = 'o-aaaaaaaaaa';
const principals = [
  '*',
  ...accounts,
  `arn:aws:iam::${own}:role/r`,
  'arn:aws:iam::*:role/r',
  'AIDAEXAMPLEEXAMPLE123',
] as const;
const services = ['sns.amazonaws.com', 's3.amazonaws.com'] as const;

const some = <T>(values: readonly T[], maxLength = 2) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });

const conditionEntry = fc.oneof(
  fc.tuple(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists'),
    fc.constantFrom('aws:PrincipalAccount', 'aws:SourceAccount', 'kms:CallerAccount', 'AWS:SourceOwner'),
    some([...accounts, '*', '1*']),
  ),
  fc.tuple(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'ForAllValues:StringEquals'),
    fc.constantFrom('aws:PrincipalOrgID', 'aws:SourceOrgID'),
    some([organization, 'o-bbbbbbbbbb', 'o-*']),
  ),
  fc.tuple(
    fc.constantFrom('ArnLike', 'ArnNotLike', 'ArnEqualsIfExists', 'ForAnyValue:ArnLike'),
    fc.constantFrom('aws:SourceArn', 'aws:PrincipalArn'),
    some([`arn:aws:sns:*:${own}:t`, 'arn:aws:s3:::b', 'arn:aws:sns:*:*:t']),
  ),
  fc.tuple(
    fc.constantFrom('IpAddress', 'NotIpAddress'),
    fc.constant('aws:SourceIp'),
    some(['10.0.0.0/8', '0.0.0.0/0', '203.0.113.0/24', '::/0']),
  ),
  fc.tuple(
    fc.constantFrom('StringEquals', 'StringNotEquals'),
    fc.constantFrom('aws:SourceVpce', 'acme:key', 'aws:username'),
    some(['vpce-1', 'x', '*']),
  ),
  fc.tuple(
    fc.constant('Bool'),
    fc.constantFrom('aws:SecureTransport', 'aws:PrincipalIsAWSService', 'aws:MultiFactorAuthPresent'),
    some(['true', 'false'], 1),
  ),
  fc.tuple(fc.constant('Null'), fc.constantFrom('aws:PrincipalArn', 'aws:SourceAccount'), some(['true', 'false'], 1)),
);

type Entry = readonly [operator: string, key: string, values: readonly string[]];

const block = (entries: readonly Entry[]) => {
  const found: Record<string, Record<string, readonly string[]>> = {};
  for (const [operator, key, values] of entries) found[operator] = { ...found[operator], [key]: values };
  return found;
};

interface Parts {
  readonly effect: string;
  readonly aws: readonly string[];
  readonly service: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Entry[];
  /** The principals are the ones left out. */
  readonly inverted: boolean;
}

const parts = (effect: 'Allow' | 'Deny'): fc.Arbitrary<Parts> =>
  fc.record({
    effect: fc.constant(effect),
    aws: some(principals),
    service: fc.oneof(fc.constant([]), some(services)),
    actions: some(['sqs:SendMessage', 'sqs:*', 'sqs:Send*', 's3:GetObject', '*']),
    resources: some(['*', 'arn:aws:sqs:eu-west-1:111111111111:q', 'arn:aws:s3:::b/*']),
    conditions: fc.array(conditionEntry, { maxLength: 2 }),
    inverted: effect === 'Deny' ? fc.boolean() : fc.constant(false),
  });

const write = ({ effect, aws, service, actions, resources, conditions, inverted }: Parts) => ({
  Effect: effect,
  [inverted ? 'NotPrincipal' : 'Principal']: { AWS: aws, ...(service.length > 0 && { Service: service }) },
  Action: actions,
  Resource: resources,
  ...(conditions.length > 0 && { Condition: block(conditions) }),
});

const exposed = (statements: readonly object[]) =>
  exposureOf(parsePolicy({ Version: '2012-10-17', Statement: statements }), {
    type: 'resource',
    resource: 'sqs',
    account: own,
    organization,
  });

/** Who may call, and on whose behalf services may. */
const reach = (statements: readonly object[]): Exposure => {
  const { exposure, statements: verdicts } = exposed(statements);
  const behind = verdicts.flatMap(({ deputies }) => deputies.map(({ onBehalfOf }) => onBehalfOf));
  return behind.reduce(widerExposure, exposure);
};

const notWider = (after: readonly object[], before: readonly object[]) => {
  const now = reach(after);
  const then = reach(before);
  expect(isWider(now, then), `${then} became ${now}`).toBe(false);
};

const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 300) };
const allows = fc.array(parts('Allow'), { minLength: 1, maxLength: 2 });

describe('exposure', () => {
  it('is never widened by a deny', () => {
    fc.assert(
      fc.property(allows, parts('Deny'), (statements, deny) => {
        const before = statements.map(write);
        notWider([...before, write(deny)], before);
      }),
      runs,
    );
  });

  it('is never widened by one more condition', () => {
    fc.assert(
      fc.property(parts('Allow'), conditionEntry, (statement, [operator, key, values]) => {
        // A further value of the same key and operator would be an alternative, not a condition more.
        fc.pre(!statement.conditions.some((entry) => entry[0] === operator && entry[1] === key));
        const narrowed = { ...statement, conditions: [...statement.conditions, [operator, key, values] as const] };
        notWider([write(narrowed)], [write(statement)]);
      }),
      runs,
    );
  });

  it('is never widened by taking a principal away', () => {
    fc.assert(
      fc.property(parts('Allow'), (statement) => {
        fc.pre(statement.aws.length > 1);
        notWider([write({ ...statement, aws: statement.aws.slice(1) })], [write(statement)]);
      }),
      runs,
    );
  });

  it('does not hang on the order of statements, principals and values', () => {
    fc.assert(
      fc.property(allows, parts('Deny'), (statements, deny) => {
        const turned = [...statements, deny].reverse().map((statement) =>
          write({
            ...statement,
            aws: [...statement.aws].reverse(),
            actions: [...statement.actions].reverse(),
            conditions: [...statement.conditions]
              .reverse()
              .map(([operator, key, values]) => [operator, key, [...values].reverse()] as const),
          }),
        );
        // Two entries of one operator and key: the later one stands, so that turning them round is another document.
        const keys = [...statements, deny].map(({ conditions }) => conditions.map(([operator, key]) => operator + key));
        fc.pre(keys.every((list) => new Set(list).size === list.length));
        expect(exposed(turned).exposure).toBe(exposed([...statements, deny].map(write)).exposure);
      }),
      runs,
    );
  });

  it('does not hang on the case of actions and keys, nor on lists of one', () => {
    fc.assert(
      fc.property(parts('Allow'), (statement) => {
        const single = <T>(list: readonly T[]) => (list.length === 1 ? list[0] : list);
        const written = {
          Effect: 'Allow',
          Principal: {
            AWS: single(statement.aws),
            ...(statement.service.length > 0 && { Service: single(statement.service) }),
          },
          Action: single(statement.actions.map((action) => action.toUpperCase())),
          Resource: single(statement.resources),
          Condition: block(
            statement.conditions.map(
              ([operator, key, values]) =>
                [operator, key.toUpperCase(), single(values) as unknown as readonly string[]] as const,
            ),
          ),
        };
        const before = exposed([write(statement)]);
        expect(
          exposureOf(parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: written })), {
            type: 'resource',
            resource: 'sqs',
            account: own,
            organization,
          }).exposure,
        ).toBe(before.exposure);
        expect(
          exposureOf(parsePolicy(encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: written }))), {
            type: 'resource',
            resource: 'sqs',
            account: own,
            organization,
          }).exposure,
        ).toBe(before.exposure);
      }),
      runs,
    );
  });
});

describe('exposure and evaluation', () => {
  const outsider = '999999999999';
  const optional = <T>(...values: readonly T[]) => fc.constantFrom<T | null>(...values, null);
  const requestKeys = fc.record({
    'aws:PrincipalOrgID': optional('o-zzzzzzzzzz'),
    'aws:SourceVpce': optional('vpce-9'),
    'aws:SourceIp': optional('198.51.100.7', '203.0.113.7', '2001:db8::1'),
    'aws:SecureTransport': fc.constantFrom('true', 'false'),
    'aws:MultiFactorAuthPresent': optional('true', 'false'),
    'aws:username': optional('x', 'admin'),
  });
  const none = {
    'aws:PrincipalAccount': null,
    'kms:CallerAccount': null,
    'AWS:SourceOwner': null,
    'aws:PrincipalArn': null,
    'aws:PrincipalOrgID': null,
    'aws:SourceAccount': null,
    'aws:SourceArn': null,
    'aws:SourceOrgID': null,
    'aws:username': null,
    'aws:MultiFactorAuthPresent': null,
    'aws:PrincipalIsAWSService': 'false',
  };
  const everything = parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
  const queue = `arn:aws:sqs:eu-west-1:${own}:q`;
  const statements = fc.array(fc.oneof(parts('Allow'), parts('Deny')), { minLength: 1, maxLength: 3 });

  const letsIn = (list: readonly Parts[], principal: string | undefined, context: Record<string, string | null>) =>
    evaluateRequest(
      { action: 'sqs:SendMessage', resource: queue, context, ...(principal && { principal }) },
      {
        resourcePolicy: parsePolicy({ Version: '2012-10-17', Statement: list.map(write) }),
        ...(principal?.startsWith('arn:') && { identityPolicies: [everything] }),
      },
    ).decision === 'allowed';

  it('agree that a stranger who gets in is no member of a narrow circle', () => {
    fc.assert(
      fc.property(statements, requestKeys, (list, keys) => {
        const arn = `arn:aws:iam::${outsider}:role/r`;
        const context = {
          ...none,
          ...keys,
          'aws:PrincipalAccount': outsider,
          'kms:CallerAccount': outsider,
          'AWS:SourceOwner': outsider,
          'aws:PrincipalArn': arn,
        };
        if (letsIn(list, arn, context)) {
          const { exposure } = exposed(list.map(write));
          expect(['internet', 'any-aws-account']).toContain(exposure);
        }
      }),
      runs,
    );
  });

  it('agree that a caller without credentials who gets in is the internet', () => {
    fc.assert(
      fc.property(statements, requestKeys, (list, keys) => {
        const context = {
          ...none,
          ...keys,
          'aws:PrincipalOrgID': null,
          'aws:MultiFactorAuthPresent': null,
          'aws:username': null,
        };
        if (letsIn(list, undefined, context)) expect(exposed(list.map(write)).exposure).toBe('internet');
      }),
      runs,
    );
  });

  it('agree that a service that calls for strangers is a confused deputy', () => {
    fc.assert(
      fc.property(statements, fc.constantFrom('sns.amazonaws.com', 's3.amazonaws.com'), (list, service) => {
        const context = {
          ...none,
          'AWS:SourceOwner': outsider,
          'aws:SourceAccount': outsider,
          'aws:SourceArn': service.startsWith('s3') ? 'arn:aws:s3:::b' : `arn:aws:sns:eu-west-1:${outsider}:t`,
          'aws:SourceOrgID': 'o-zzzzzzzzzz',
          'aws:SourceIp': null,
          'aws:SourceVpce': null,
          'aws:PrincipalIsAWSService': 'true',
          'aws:SecureTransport': 'true',
        };
        if (letsIn(list, service, context)) expect(['internet', 'any-aws-account']).toContain(reach(list.map(write)));
      }),
      runs,
    );
  });
});

describe('patterns', () => {
  const pattern = fc.stringMatching(/^[ab*?]{0,7}$/);
  const text = fc.stringMatching(/^[ab]{0,7}$/);

  it('match as the equivalent regular expression does', () => {
    fc.assert(
      fc.property(pattern, text, (one, other) => {
        const expression = new RegExp(`^${one.replaceAll('?', '.').replaceAll('*', '.*')}$`);
        expect(wildcardMatch(one, other)).toBe(expression.test(other));
      }),
      { numRuns: 2000 },
    );
  });

  it('cover one another only where everything is matched', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (outer, inner, word) => {
        if (patternCovers(outer, inner) && wildcardMatch(inner, word)) expect(wildcardMatch(outer, word)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('overlap where some text is matched by both', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (one, other, word) => {
        if (wildcardMatch(one, word) && wildcardMatch(other, word)) expect(patternsOverlap(one, other)).toBe(true);
        expect(patternsOverlap(one, other)).toBe(patternsOverlap(other, one));
      }),
      { numRuns: 2000 },
    );
  });

  it('do not overlap where no text is matched by both', () => {
    expect(patternsOverlap('a*b', 'a*c')).toBe(false);
    expect(patternsOverlap('a?', 'a')).toBe(false);
    expect(patternsOverlap('a?b*', '??c*')).toBe(false);
    expect(patternsOverlap('*ab*', 'b*a')).toBe(true);
  });
});

describe('actions', () => {
  const fragments = [
    's3:Get*',
    'lambda:*',
    'iam:*Role*',
    'sqs:?e*',
    'ec2:Describe*Instance*',
    'dynamodb:*Item',
    '*:Tag*',
    'nothing:*',
  ];

  it('expand to what matching lets in', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fragments), (pattern) => {
        const expanded = expandAction(pattern);
        expect(
          expanded.every((name) => isKnownAction(name) && wildcardMatch(pattern.toLowerCase(), name.toLowerCase())),
        ).toBe(true);
        const [service = ''] = pattern.split(':');
        if (!service.includes('*')) {
          const all = expandAction(`${service}:*`);
          expect(all.filter((name) => wildcardMatch(pattern.toLowerCase(), name.toLowerCase()))).toEqual(expanded);
        }
      }),
    );
  });

  it('are counted as they expand', () => {
    fc.assert(
      fc.property(some(fragments, 4), (patterns) => {
        const { access } = powerOf([
          { name: 'p', policy: parsePolicy({ Statement: { Effect: 'Allow', Action: patterns, Resource: '*' } }) },
        ]);
        const sum = access.read + access.list + access.write + access.permissions + access.tagging;
        expect(sum).toBe(new Set(patterns.flatMap(expandAction)).size);
      }),
    );
  });
});

describe('evaluation', () => {
  it('allows nothing more by one more deny, and nothing less by one more allow', () => {
    fc.assert(
      fc.property(identityPolicy, identityPolicy, resource, requestContext, (first, second, on, keys) => {
        const ask = (...policies: readonly object[]) =>
          evaluateRequest(
            { action: 's3:GetObject', resource: on, context: keys as Record<string, string>, contextComplete: true },
            { identityPolicies: policies.map(parsePolicy) },
          ).decision;
        const only = (effect: string) => ({
          Version: '2012-10-17',
          Statement: second.Statement.filter((statement) => 'Effect' in statement && statement.Effect === effect),
        });
        if (ask(first) !== 'allowed') expect(ask(first, only('Deny'))).not.toBe('allowed');
        if (ask(first) === 'allowed') expect(ask(first, only('Allow'))).toBe('allowed');
      }),
      runs,
    );
  });

  it('decides with some keys unknown as it does with them known, or says that it can not', () => {
    fc.assert(
      fc.property(
        identityPolicy,
        resource,
        requestContext,
        fc.integer({ min: 0, max: 6 }),
        (policy, on, keys, dropped) => {
          const complete = Object.fromEntries(Object.entries(keys).filter((_, place) => place !== dropped));
          // Whether a refusal is explicit may hang on an unknown key; that it is one does not.
          const ask = (context: object, contextComplete: boolean) =>
            evaluateRequest(
              { action: 's3:GetObject', resource: on, context: context as Record<string, string>, contextComplete },
              { identityPolicies: [parsePolicy(policy)] },
            ).decision.replace('explicitDeny', 'implicitDeny');
          const unsure = ask(complete, false);
          if (unsure !== 'unknown') {
            expect(ask(complete, true)).toBe(unsure);
            expect(ask(keys, true)).toBe(unsure);
          }
        },
      ),
      runs,
    );
  });
});
