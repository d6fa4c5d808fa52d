import { describe, expect, it } from 'vitest';
import { deniesLeaveNothing } from '../../shared/policy/coverage.ts';
import { parsePolicy } from '../../shared/policy/document.ts';

const queue = 'arn:aws:sqs:eu-west-1:111111111111:q';
const bucket = 'arn:aws:s3:::b';

/** Whether denies leave nothing of a grant on something that the policy is attached to. */
const nothingLeft = (grant: object, denies: readonly object[], attachedTo?: string): boolean => {
  const [allow, ...rest] = parsePolicy({
    Statement: [
      { Effect: 'Allow', Principal: '*', ...grant },
      ...denies.map((deny) => ({ Effect: 'Deny', Principal: '*', ...deny })),
    ],
  }).statements;
  return allow !== undefined && deniesLeaveNothing(allow, rest, attachedTo);
};

const send = { Action: 'sqs:SendMessage', Resource: queue };

describe('denies leave nothing of a grant', () => {
  it.each<[string, object, readonly object[], string?]>([
    ['of the same action and resource', send, [send]],
    ['in another case', send, [{ Action: 'SQS:sendmessage', Resource: queue }]],
    ['by wider patterns', send, [{ Action: 'sqs:*', Resource: 'arn:aws:sqs:*:111111111111:*' }]],
    ['of everything', send, [{ Action: '*', Resource: '*' }]],
    ['of everything in another spelling', { Action: 'sqs:*', Resource: queue }, [{ Action: '*:*', Resource: '*' }]],
    ['by all but other actions', send, [{ NotAction: 's3:*', Resource: '*' }]],
    ['by all but other resources', send, [{ Action: 'sqs:*', NotResource: `${queue}2` }]],
    ['of one of several patterns', send, [{ Action: ['s3:*', 'sqs:Send*'], Resource: [bucket, queue] }]],
    [
      'one action by each',
      { Action: ['sqs:SendMessage', 'sqs:DeleteMessage'], Resource: queue },
      [send, { Action: 'sqs:Delete*', Resource: queue }],
    ],
    [
      'one resource by each',
      { Action: 'sqs:SendMessage', Resource: [queue, `${queue}2`] },
      [send, { Action: 'sqs:*', Resource: `${queue}2` }],
    ],
    ['where neither names a resource', { Action: 'sqs:SendMessage' }, [{ Action: 'sqs:*' }], queue],
    ['where the grant names none', { Action: 'sqs:SendMessage' }, [{ Action: 'sqs:*', Resource: queue }], queue],
    ['where the deny names none', send, [{ Action: 'sqs:*' }], queue],
    ['where the grant says every resource', { ...send, Resource: '*' }, [send], queue],
    [
      'where the grant says every action',
      { Action: '*', Resource: '*' },
      [{ Action: 'sqs:*', Resource: queue }],
      queue,
    ],
    ['where the grant says it twice', { Action: '*:*', Resource: '*' }, [{ Action: 'sqs:*', Resource: queue }], queue],
    [
      'of the bucket and its objects',
      { Action: 's3:*', Resource: '*' },
      [{ Action: 's3:*', Resource: [bucket, `${bucket}/*`] }],
      bucket,
    ],
    [
      'of all but some actions, by everything',
      { NotAction: 's3:GetObject', Resource: bucket },
      [{ Action: '*', Resource: '*' }],
    ],
    [
      'of all but some actions, by every action',
      { NotAction: 's3:GetObject', Resource: bucket },
      [{ Action: '*:*', Resource: bucket }],
    ],
    [
      'of all but some actions, by all but some of those',
      { NotAction: ['s3:GET*', 's3:PutObject'], Resource: bucket },
      [{ NotAction: ['S3:GetObject'], Resource: bucket }],
    ],
    [
      'of an API, in the short form',
      { Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:eu-west-1:111111111111:abc/*/GET/x' },
      [{ Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
    ],
    [
      'of a stage, in the short form',
      { Action: 'execute-api:Invoke', Resource: 'execute-api:/dev/*' },
      [{ Action: 'execute-api:*', Resource: 'execute-api:/dev/*/*' }],
    ],
  ])('%s', (_, grant, denies, attachedTo) => {
    expect(nothingLeft(grant, denies, attachedTo)).toBe(true);
  });

  it.each<[string, object, readonly object[], string?]>([
    ['without a deny', send, []],
    ['without an action', { Action: [], NotAction: [], Resource: queue }, []],
    ['of another action', send, [{ Action: 'sqs:DeleteMessage', Resource: queue }]],
    ['of part of the actions', { ...send, Action: 'sqs:*' }, [send]],
    ['of part of the actions alone', { ...send, Action: ['sqs:SendMessage', 'sqs:DeleteMessage'] }, [send]],
    ['by all but the action', send, [{ NotAction: ['s3:*', 'sqs:Send*'], Resource: queue }]],
    ['of another resource', send, [{ Action: 'sqs:*', Resource: `${queue}2` }]],
    ['of part of the resources', { ...send, Resource: `${queue}*` }, [send]],
    ['of part of the resources alone', { ...send, Resource: [queue, `${queue}2`] }, [send]],
    ['by all but the resource', send, [{ Action: 'sqs:*', NotResource: ['arn:aws:s3:::b', 'arn:aws:sqs:*:*:q*'] }]],
    ['where nobody knows what it is attached to', { ...send, Resource: '*' }, [send]],
    [
      'where the grant names no resource, and nobody knows it',
      { Action: 'sqs:SendMessage' },
      [{ Action: 'sqs:*', Resource: queue }],
    ],
    [
      'by all but a resource, where nobody knows it',
      { Action: 'sqs:SendMessage' },
      [{ Action: 'sqs:*', NotResource: `${queue}2` }],
    ],
    ['of the objects alone', { Action: 's3:*', Resource: '*' }, [{ Action: 's3:*', Resource: `${bucket}/*` }], bucket],
    [
      'of one table of its indexes',
      { Action: 'dynamodb:*', Resource: '*' },
      [{ Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:eu-west-1:1:table/t' }],
      'arn:aws:dynamodb:eu-west-1:1:table/t',
    ],
    [
      'of all but some actions, by one of the rest',
      { NotAction: 's3:GetObject', Resource: bucket },
      [{ Action: 's3:PutObject', Resource: bucket }],
    ],
    [
      'of all but some actions, by all but others',
      { NotAction: 's3:GetObject', Resource: bucket },
      [{ NotAction: ['s3:GetObject', 's3:PutObject'], Resource: bucket }],
    ],
    [
      'of all but some actions, elsewhere',
      { NotAction: 's3:GetObject', Resource: [bucket, `${bucket}/*`] },
      [{ Action: '*', Resource: bucket }],
    ],
    [
      'of another stage',
      { Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
      [{ Action: 'execute-api:Invoke', Resource: 'execute-api:/dev/*' }],
    ],
    [
      'by all but the API, in the short form',
      { Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:eu-west-1:111111111111:abc/*' },
      [{ Action: 'execute-api:Invoke', NotResource: 'execute-api:/*' }],
    ],
  ])('but not %s', (_, grant, denies, attachedTo) => {
    expect(nothingLeft(grant, denies, attachedTo)).toBe(false);
  });
});
