import { stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aDocument } from '../../support/surface.ts';

const modify = (request: object) => ({
  source: 'ssm',
  name: 'ModifyDocumentPermission',
  request: { name: 'run', permissionType: 'Share', ...request },
});

export default defineCases({
  fail: [
    {
      name: 'with everybody',
      given: [aDocument()],
      trail: [modify({ accountIdsToAdd: ['all'] })],
      keys: ['all'],
      severity: 'high',
    },
    {
      name: 'with another account',
      given: [aDocument()],
      trail: [modify({ accountIdsToAdd: [stranger] })],
      keys: [stranger],
      severity: 'medium',
    },
  ],
  pass: [
    { name: 'with nobody', given: [aDocument()] },
    {
      name: 'no more',
      given: [aDocument()],
      trail: [modify({ accountIdsToAdd: ['all'] }), modify({ accountIdsToRemove: ['all'] })],
    },
    {
      name: 'with a trusted account',
      given: [aDocument()],
      trail: [modify({ accountIdsToAdd: [stranger] })],
      context: { trustedAccounts: [stranger as never] },
    },
  ],
});
