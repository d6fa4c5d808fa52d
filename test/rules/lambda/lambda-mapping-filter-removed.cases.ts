import { human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aMapping } from '../../support/resources.ts';

const update = (more: { filterCriteria?: { filters?: { pattern: string }[] } }) => ({
  name: 'UpdateEventSourceMapping20150331',
  identity: human,
  request: { uUID: 'm-1', ...more },
});
const pattern = { pattern: '{"body":{"kind":["order"]}}' };

export default defineCases({
  fail: [
    {
      name: 'the filters are emptied',
      given: [aMapping({ filtered: true })],
      trail: [update({ filterCriteria: { filters: [] } })],
      keys: ['filter'],
    },
  ],
  pass: [
    { name: 'an update of something else', given: [aMapping({ filtered: true })], trail: [update({})] },
    {
      name: 'a mapping that had no filter',
      given: [aMapping()],
      trail: [update({ filterCriteria: { filters: [] } })],
    },
    {
      name: 'removed and set again',
      given: [aMapping({ filtered: true })],
      trail: [update({ filterCriteria: { filters: [] } }), update({ filterCriteria: { filters: [pattern] } })],
    },
  ],
  unknown: [
    {
      name: 'the criteria are masked in the record',
      given: [aMapping({ filtered: true })],
      trail: [update({ filterCriteria: {} })],
    },
  ],
});
