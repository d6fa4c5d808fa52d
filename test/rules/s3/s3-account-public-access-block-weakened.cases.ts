import { defineCases } from '../../support/cases.ts';

const put = (on: boolean) => ({
  source: 's3',
  name: 'PutAccountPublicAccessBlock',
  request: {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: on,
      IgnorePublicAcls: on,
      BlockPublicPolicy: on,
      RestrictPublicBuckets: on,
    },
  },
});
const remove = {
  source: 's3',
  name: 'DeleteAccountPublicAccessBlock',
  request: { host: ['s3-control.amazonaws.com'] },
};

export default defineCases({
  fail: [
    { name: 'switched off', trail: [put(true), put(false)], keys: ['block'], says: 'restrictPublicBuckets' },
    { name: 'removed', trail: [remove], keys: ['block'] },
  ],
  pass: [
    { name: 'switched on', trail: [put(true)] },
    { name: 'switched on again', trail: [remove, put(true)] },
  ],
});
