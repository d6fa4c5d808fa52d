import { account, region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aTable } from '../../support/surface.ts';

const stream = (owner: string) => `arn:aws:kinesis:${region}:${owner}:stream/tap`;
const call = (name: string, owner: string) => ({
  source: 'dynamodb',
  name,
  request: { tableName: 'orders', streamArn: stream(owner) },
});

export default defineCases({
  fail: [
    {
      name: 'a stream of another account',
      given: [aTable()],
      trail: [call('EnableKinesisStreamingDestination', stranger)],
      keys: [stream(stranger)],
    },
  ],
  pass: [
    { name: 'no stream', given: [aTable()] },
    {
      name: 'a stream of the own account',
      given: [aTable()],
      trail: [call('EnableKinesisStreamingDestination', account)],
    },
    {
      name: 'disabled again',
      given: [aTable()],
      trail: [
        call('EnableKinesisStreamingDestination', stranger),
        call('DisableKinesisStreamingDestination', stranger),
      ],
    },
  ],
});
