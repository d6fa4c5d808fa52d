import { account, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aLayerVersion, allow, layerArn } from '../../support/resources.ts';

const share = (principal: string, more: object = {}) => ({
  name: 'AddLayerVersionPermission20181031',
  request: {
    layerName: 'tools',
    versionNumber: 1,
    statementId: 'share',
    action: 'lambda:GetLayerVersion',
    principal,
    ...more,
  },
});

export default defineCases({
  fail: [
    { name: 'everybody', given: [aLayerVersion()], trail: [share('*')], keys: ['share'], severity: 'high' },
    {
      name: 'an unknown account, as medium',
      given: [aLayerVersion()],
      trail: [share(stranger)],
      severity: 'medium',
      says: stranger,
    },
    {
      name: 'in the answer of a call that names the layer by its ARN',
      trail: [
        {
          name: 'AddLayerVersionPermission20181031',
          request: { layerName: layerArn('tools').replace(/:1$/, ''), versionNumber: 1, statementId: 'share' },
          response: {
            statement: JSON.stringify(
              allow('*', { sid: 'share', action: 'lambda:GetLayerVersion', resource: layerArn('tools') }),
            ),
          },
        },
      ],
      keys: ['share'],
    },
  ],
  pass: [
    { name: 'the organization', given: [aLayerVersion()], trail: [share('*', { organizationId: 'o-abcde12345' })] },
    { name: 'the own account', given: [aLayerVersion()], trail: [share(account)] },
    {
      name: 'a trusted account',
      given: [aLayerVersion()],
      trail: [share(stranger)],
      context: { trustedAccounts: [stranger as never] },
    },
    {
      name: 'shared and taken back',
      given: [aLayerVersion()],
      trail: [
        share('*'),
        {
          name: 'RemoveLayerVersionPermission20181031',
          request: { layerName: 'tools', versionNumber: 1, statementId: 'share' },
        },
      ],
    },
  ],
});
