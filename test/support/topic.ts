import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';

interface Entry {
  readonly Id?: string | undefined;
  readonly Subject?: string | undefined;
  readonly Message?: string | undefined;
  readonly MessageAttributes?: { readonly [name: string]: { readonly StringValue?: string } };
}

/** A topic that keeps what it takes; `refuse` says which messages it does not take, `failure` why it takes none. */
export const aTopic = () => {
  const state: { refuse: (entry: Entry) => boolean; failure: Error | undefined } = {
    refuse: () => false,
    failure: undefined,
  };
  const taken: Entry[] = [];
  const sizes: number[] = [];
  const client = new SNSClient({ region: 'eu-west-1' });
  mockClient(client)
    .on(PublishBatchCommand)
    .callsFake(({ PublishBatchRequestEntries }: { PublishBatchRequestEntries: readonly Entry[] }) => {
      if (state.failure) throw state.failure;
      sizes.push(PublishBatchRequestEntries.length);
      const refused = PublishBatchRequestEntries.filter(state.refuse);
      taken.push(...PublishBatchRequestEntries.filter((entry) => !refused.includes(entry)));
      return {
        Successful: [],
        Failed: refused.map(({ Id }) => ({ Id, Code: 'InternalError', Message: 'try again', SenderFault: false })),
      };
    });
  return { client, arn: 'arn:aws:sns:eu-west-1:111122223333:trailwarden', state, taken, sizes };
};
