import { defineCases } from '../../support/cases.ts';
import { aDetector } from '../../support/surface.ts';

const call = (source: string, name: string, request: object | null) => ({ source, name, request: request as never });
const recorder = { configurationRecorderName: 'default' };
const detector = (enable: boolean) => call('guardduty', 'UpdateDetector', { detectorId: 'd', enable });

export default defineCases({
  fail: [
    {
      name: 'the recorder of Config is stopped',
      trail: [call('config', 'StopConfigurationRecorder', recorder)],
      keys: ['off'],
      severity: 'high',
    },
    {
      name: 'the recorder of Config is deleted',
      trail: [call('config', 'DeleteConfigurationRecorder', recorder)],
      keys: ['off'],
    },
    {
      name: 'its delivery channel is deleted',
      trail: [call('config', 'DeleteDeliveryChannel', { deliveryChannelName: 'default' })],
      keys: ['off'],
    },
    { name: 'GuardDuty is suspended', given: [aDetector()], trail: [detector(false)], keys: ['off'] },
    {
      name: 'the detector is deleted',
      given: [aDetector()],
      trail: [call('guardduty', 'DeleteDetector', { detectorId: 'd' })],
      keys: ['off'],
    },
    { name: 'Security Hub is switched off', trail: [call('securityhub', 'DisableSecurityHub', null)], keys: ['off'] },
    {
      name: 'an analyzer is deleted',
      trail: [call('access-analyzer', 'DeleteAnalyzer', { analyzerName: 'a' })],
      keys: ['off'],
    },
  ],
  pass: [
    { name: 'GuardDuty is switched on', given: [aDetector({ enabled: false })], trail: [detector(true)] },
    { name: 'suspended and switched on again', given: [aDetector()], trail: [detector(false), detector(true)] },
    {
      name: 'stopped and started again',
      trail: [
        call('config', 'StopConfigurationRecorder', recorder),
        call('config', 'StartConfigurationRecorder', recorder),
      ],
    },
  ],
});
