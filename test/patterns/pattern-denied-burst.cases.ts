import { human } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const refused = (name: string, source = 'iam') => ({ source, name, identity: human, errorCode: 'AccessDenied' });
const tries = [
  refused('ListUsers'),
  refused('ListRoles'),
  refused('GetAccountAuthorizationDetails'),
  refused('CreateAccessKey'),
  refused('ListFunctions20150331', 'lambda'),
  refused('GetSecretValue', 'secretsmanager'),
];

export default defineCases({
  fail: [
    {
      name: 'six different calls refused within six minutes',
      trail: tries,
      keys: ['arn:aws:iam::111122223333:user/mallory'],
      says: '6 times',
    },
    {
      name: 'one call refused for ten different things',
      trail: Array.from({ length: 10 }, (_, index) => ({
        ...refused('GetPasswordData', 'ec2'),
        time: `2026-03-02T09:00:${10 + index}Z`,
        request: { instanceId: `i-${index}` },
      })),
      says: '10 times',
    },
  ],
  pass: [
    { name: 'five refusals', trail: tries.slice(1) },
    { name: 'one call that is tried again and again', trail: Array.from({ length: 30 }, () => refused('ListUsers')) },
    {
      name: 'refusals over a whole day',
      trail: tries.map((record, index) => ({ ...record, time: `2026-03-02T${String(index + 10)}:00:00Z` })),
    },
    {
      name: 'calls that failed for another reason',
      trail: tries.map((record) => ({ ...record, errorCode: 'NoSuchEntity' })),
    },
  ],
});
