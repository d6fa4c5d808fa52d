import { account, human, region, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { anArchive } from '../../support/surface.ts';

const call = (name: string, request: object = {}, more: object = {}) => ({
  source: 'events',
  name,
  identity: human,
  request: { archiveName: 'all', ...request },
  ...more,
});
const bus = { eventSourceArn: `arn:aws:events:${region}:${account}:event-bus/default` };

export default defineCases({
  fail: [
    { name: 'a person makes one', trail: [call('CreateArchive', bus)], keys: ['made'], says: 'event-bus/default' },
    { name: 'a person deletes one', given: [anArchive()], trail: [call('DeleteArchive')], keys: ['deleted'] },
    {
      name: 'it keeps less',
      given: [anArchive()],
      trail: [call('UpdateArchive', { retentionDays: 1 })],
      keys: ['shortened'],
    },
  ],
  pass: [
    { name: 'CloudFormation makes one', trail: [call('CreateArchive', bus, { more: throughCloudFormation })] },
    { name: 'it keeps more', given: [anArchive()], trail: [call('UpdateArchive', { retentionDays: 90 })] },
    {
      name: 'made and deleted again',
      trail: [call('CreateArchive', bus), call('DeleteArchive', {}, { more: throughCloudFormation })],
    },
  ],
});
