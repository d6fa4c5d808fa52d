import { human } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const asked = (source: string, name: string) => ({ source, name, identity: human });
const sweep = [
  asked('sts', 'GetCallerIdentity'),
  asked('lambda', 'ListFunctions20150331'),
  asked('iam', 'ListRoles'),
  asked('iam', 'ListUsers'),
  asked('s3', 'ListBuckets'),
  asked('secretsmanager', 'ListSecrets'),
  asked('sns', 'ListTopics'),
];

export default defineCases({
  fail: [{ name: 'seven different lists within seven minutes', trail: sweep, says: '7 different lists' }],
  pass: [
    { name: 'six lists', trail: sweep.slice(1) },
    { name: 'the same list over and over', trail: Array.from({ length: 12 }, () => asked('iam', 'ListRoles')) },
    {
      name: 'one list an hour',
      trail: sweep.map((record, index) => ({ ...record, time: `2026-03-02T1${index}:00:00Z` })),
    },
  ],
});
