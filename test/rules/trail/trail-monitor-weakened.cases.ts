import { human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const call = (source: string, name: string, request: object, more: object = {}) => ({
  source,
  name,
  identity: human,
  request: request as never,
  ...more,
});
const record = (recordingGroup: object) =>
  call('config', 'PutConfigurationRecorder', { configurationRecorder: { name: 'default', recordingGroup } });
const filter = (action: string) => call('guardduty', 'CreateFilter', { detectorId: 'd', name: 'f', action });

export default defineCases({
  fail: [
    {
      name: 'Config records a part only',
      trail: [record({ allSupported: false, resourceTypes: ['AWS::S3::Bucket'] })],
      keys: ['PutConfigurationRecorder'],
    },
    {
      name: 'a rule of Config is deleted',
      trail: [call('config', 'DeleteConfigRule', { configRuleName: 'r' })],
      keys: ['DeleteConfigRule'],
    },
    { name: 'findings are archived unseen', trail: [filter('ARCHIVE')], keys: ['CreateFilter'] },
    {
      name: 'features of GuardDuty are switched off',
      trail: [
        call('guardduty', 'UpdateDetector', {
          detectorId: 'd',
          features: [{ name: 'LAMBDA_NETWORK_LOGS', status: 'DISABLED' }],
        }),
      ],
      keys: ['UpdateDetector'],
    },
    {
      name: 'members are let go',
      trail: [call('guardduty', 'DisassociateMembers', { detectorId: 'd', accountIds: ['222233334444'] })],
      keys: ['DisassociateMembers'],
    },
    {
      name: 'standards are switched off',
      trail: [call('securityhub', 'BatchDisableStandards', { standardsSubscriptionArns: [] })],
      keys: ['BatchDisableStandards'],
    },
  ],
  pass: [
    { name: 'Config records everything', trail: [record({ allSupported: true, includeGlobalResourceTypes: true })] },
    { name: 'a filter that archives nothing', trail: [filter('NOOP')] },
    {
      name: 'CloudFormation deletes a rule of Config',
      trail: [call('config', 'DeleteConfigRule', { configRuleName: 'r' }, { more: throughCloudFormation })],
    },
  ],
});
