import { defineCases } from '../../support/cases.ts';
import { aTrail } from '../../support/surface.ts';

const call = (name: string) => ({ source: 'cloudtrail', name, request: { name: 'main' } });
const store = (name: string) => ({
  source: 'cloudtrail',
  name,
  request: { eventDataStore: 'arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/e1' },
});

export default defineCases({
  fail: [
    {
      name: 'logging is stopped',
      given: [aTrail()],
      trail: [call('StopLogging')],
      keys: ['stopped'],
      severity: 'critical',
    },
    {
      name: 'the trail is deleted',
      given: [aTrail()],
      trail: [call('DeleteTrail')],
      keys: ['deleted'],
      severity: 'critical',
    },
    { name: 'of a trail that nothing is known of', trail: [call('StopLogging')], keys: ['stopped'] },
    { name: 'an event data store is stopped', trail: [store('StopEventDataStoreIngestion')], keys: ['stopped'] },
    { name: 'an event data store is deleted', trail: [store('DeleteEventDataStore')], keys: ['deleted'] },
  ],
  pass: [
    { name: 'started again', given: [aTrail()], trail: [call('StopLogging'), call('StartLogging')] },
    {
      name: 'a store that was started again',
      trail: [store('StopEventDataStoreIngestion'), store('StartEventDataStoreIngestion')],
    },
  ],
});
