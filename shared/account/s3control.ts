import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import type { Op } from '../inventory/document.ts';
import { s3 } from '../inventory/projections/s3.ts';
import { asCalled } from './as-called.ts';
import { type Collector, ifAny, type Place } from './reading.ts';
import { defineService } from './service.ts';
import { accountRef } from './sweep-notes.ts';

const blockOps = (place: Place, answer: object | undefined): readonly Op[] => {
  const called =
    answer === undefined
      ? { call: 'DeleteAccountPublicAccessBlock', request: {} }
      : { call: 'PutAccountPublicAccessBlock', request: answer };
  return asCalled(place, s3, [called], ['publicAccessBlock']);
};

/** Block Public Access of the whole account: it stands above that of every bucket. */
const accountBlock: Collector<S3ControlClient> = {
  kind: 'account',
  // What else hangs on the account is told elsewhere: it is never gone.
  finds: () => false,
  actions: ['s3:GetAccountPublicAccessBlock'],
  list: async (client, place) => {
    const answer = await ifAny(client.send(new GetPublicAccessBlockCommand({ AccountId: place.account })));
    return { found: [{ ref: accountRef(place), ops: blockOps(place, answer) }], next: undefined };
  },
  reads: [],
};

export const service = defineService({
  client: (options) => new S3ControlClient(options),
  collectors: [accountBlock],
  perSecond: 5,
});
