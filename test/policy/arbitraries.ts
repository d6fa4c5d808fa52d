import fc from 'fast-check';

/** Words that meet each other often, so that generated policies and requests have something to say about one another. */
export const own = '111111111111';
export const other = '222222222222';
export const accounts = [own, other, '333333333333'] as const;

export const actions = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectAcl'] as const;
const actionPatterns = [...actions, 's3:*', 's3:Get*', 's3:?etObject', '*', 's3:*Object', 'sqs:*'] as const;

export const resources = [
  'arn:aws:s3:::bucket/key',
  'arn:aws:s3:::bucket/home/alice/x',
  'arn:aws:s3:::other/key',
] as const;
const resourcePatterns = [
  ...resources,
  '*',
  'arn:aws:s3:::bucket/*',
  'arn:aws:s3:::*/key',
  `arn:aws:s3:::bucket/home/\${aws:username}/*`,
  'arn:aws:s3:::bucke?/key',
] as const;

const subset = <T>(values: readonly T[], maxLength = 3) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });

export const contextValues = {
  'aws:username': ['alice', 'bob'],
  'aws:SourceIp': ['203.0.113.7', '10.1.2.3'],
  'aws:SecureTransport': ['true', 'false'],
  's3:signatureAge': ['100', '5000'],
  'aws:CurrentTime': ['2024-01-01T00:00:00Z', '2025-06-01T00:00:00Z'],
  'aws:PrincipalOrgID': ['o-aaaaaaaaaa', 'o-bbbbbbbbbb'],
  'aws:PrincipalArn': [`arn:aws:iam::${own}:role/r`, `arn:aws:iam::${other}:role/r`],
  'aws:TagKeys': [['team'], ['team', 'env'], ['costs', 'x']],
} as const;

const condition = fc.oneof(
  fc.record({
    operator: fc.constantFrom(
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLike',
      'StringEqualsIgnoreCase',
    ),
    key: fc.constantFrom('aws:username', 'aws:PrincipalOrgID'),
    values: subset(['alice', 'ALICE', 'a*', '*', 'o-aaaaaaaaaa', 'o-*', 'b?b'], 2),
  }),
  fc.record({
    operator: fc.constantFrom('IpAddress', 'NotIpAddress'),
    key: fc.constant('aws:SourceIp'),
    // The oracle takes a range of no fixed bits for one that holds nothing; `conditions.test.ts` covers it.
    values: subset(['203.0.113.0/24', '10.0.0.0/8', '128.0.0.0/1', '203.0.113.7/32'], 2),
  }),
  fc.record({
    operator: fc.constantFrom('NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals'),
    key: fc.constant('s3:signatureAge'),
    values: subset(['100', '1000'], 2),
  }),
  fc.record({
    operator: fc.constantFrom('DateLessThan', 'DateGreaterThan', 'DateEquals'),
    key: fc.constant('aws:CurrentTime'),
    values: subset(['2024-06-01T00:00:00Z', '2025-06-01T00:00:00Z'], 1),
  }),
  fc.record({
    operator: fc.constant('Bool'),
    key: fc.constant('aws:SecureTransport'),
    values: subset(['true', 'false'], 1),
  }),
  fc.record({
    operator: fc.constantFrom('ArnLike', 'ArnEquals', 'ArnNotLike'),
    key: fc.constant('aws:PrincipalArn'),
    values: subset([`arn:aws:iam::${own}:role/*`, 'arn:aws:iam::*:role/r', `arn:aws:iam::${other}:role/r`], 2),
  }),
  fc.record({
    operator: fc.constantFrom(
      'ForAllValues:StringEquals',
      'ForAnyValue:StringEquals',
      'ForAllValues:StringLike',
      'ForAnyValue:StringNotLike',
      'ForAllValues:StringNotEquals',
    ),
    key: fc.constant('aws:TagKeys'),
    values: subset(['team', 'cost*', 'env'], 2),
  }),
  fc.record({
    operator: fc.constant('Null'),
    key: fc.constantFrom('aws:username', 'aws:PrincipalOrgID', 'aws:SourceIp'),
    values: subset(['true', 'false'], 1),
  }),
);

const conditionBlock = fc.array(fc.tuple(condition, fc.boolean()), { minLength: 0, maxLength: 2 }).map((entries) => {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const [{ operator, key, values }, ifExists] of entries) {
    // The oracle lets ForAnyValue win over IfExists; IAM documents that an absent key satisfies IfExists.
    const plain = operator === 'Null' || operator.startsWith('ForAnyValue:');
    const name = ifExists && !plain ? `${operator}IfExists` : operator;
    block[name] = { ...block[name], [key]: values };
  }
  return Object.keys(block).length === 0 ? undefined : block;
});

const elements = {
  effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  actions: subset(actionPatterns),
  notActions: fc.boolean(),
  resources: subset(resourcePatterns),
  notResources: fc.boolean(),
  condition: conditionBlock,
};

export const identityStatement = fc
  .record(elements)
  .map(({ effect, actions: named, notActions, resources: on, notResources, condition: block }) => ({
    Effect: effect,
    [notActions && !named.includes('*') ? 'NotAction' : 'Action']: named,
    [notResources && !on.includes('*') ? 'NotResource' : 'Resource']: on,
    ...(block && { Condition: block }),
  }));

export const principal = fc.oneof(
  fc.constant('*'),
  subset(
    [
      '*',
      own,
      other,
      `arn:aws:iam::${own}:role/r`,
      `arn:aws:iam::${other}:root`,
      `arn:aws:sts::${own}:assumed-role/r/session`,
      `arn:aws:sts::${own}:assumed-role/r/another`,
    ],
    2,
  ).map((AWS) => ({ AWS })),
  fc.constant({ Service: 'sns.amazonaws.com' }),
);

export const document = (statement: fc.Arbitrary<object>, maxLength = 3) =>
  fc.array(statement, { minLength: 1, maxLength }).map((Statement) => ({ Version: '2012-10-17', Statement }));

export const identityPolicy = document(identityStatement);

export const resourceStatement = fc.record({ ...elements, principal }).map(({ principal: who, ...rest }) => ({
  Effect: rest.effect,
  Principal: who,
  Action: rest.actions,
  Resource: rest.resources,
  ...(rest.condition && { Condition: rest.condition }),
}));

export const resourcePolicy = document(resourceStatement);

export const context = fc.record(
  Object.fromEntries(Object.entries(contextValues).map(([key, values]) => [key, fc.constantFrom(...values)])),
  { requiredKeys: [] },
);

export const action = fc.constantFrom(...actions);
export const resource = fc.constantFrom(...resources);
