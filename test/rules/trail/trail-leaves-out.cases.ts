import { defineCases } from '../../support/cases.ts';
import { aTrail } from '../../support/surface.ts';

const select = (selector: object) => ({
  source: 'cloudtrail',
  name: 'PutEventSelectors',
  request: {
    trailName: 'main',
    eventSelectors: [{ readWriteType: 'All', includeManagementEvents: true, ...selector }],
  },
});

export default defineCases({
  fail: [
    {
      name: 'all of them',
      given: [aTrail()],
      trail: [select({ includeManagementEvents: false })],
      keys: ['all'],
      severity: 'high',
    },
    { name: 'of a trail that nothing is known of', trail: [select({ includeManagementEvents: false })], keys: ['all'] },
    {
      name: 'whatever changes something',
      given: [aTrail()],
      trail: [select({ readWriteType: 'ReadOnly' })],
      keys: ['writes'],
    },
    {
      name: 'one source',
      given: [aTrail()],
      trail: [select({ excludeManagementEventSources: ['iam.amazonaws.com'] })],
      keys: ['sources'],
      severity: 'high',
    },
    {
      name: 'the calls of KMS, as many do',
      given: [aTrail()],
      trail: [select({ excludeManagementEventSources: ['kms.amazonaws.com'] })],
      severity: 'medium',
    },
    {
      name: 'advanced selectors for data events alone',
      given: [aTrail()],
      trail: [
        {
          source: 'cloudtrail',
          name: 'PutEventSelectors',
          request: {
            trailName: 'main',
            advancedEventSelectors: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Data'] }] }],
          },
        },
      ],
      keys: ['all'],
    },
  ],
  pass: [
    { name: 'none of them', given: [aTrail()], trail: [select({})] },
    { name: 'put back', given: [aTrail()], trail: [select({ includeManagementEvents: false }), select({})] },
    {
      name: 'it left them out before',
      given: [aTrail({ managementEvents: { included: false, readWrite: 'All', excludedSources: [] } })],
      trail: [select({ includeManagementEvents: false })],
    },
  ],
});
