import { anHttpApi, aRestApi, httpCall, restCall } from '../../support/apis.ts';
import { region } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const patchStage = (...patchOperations: readonly object[]) =>
  restCall('UpdateStage', { stageName: 'live', updateStageInput: { patchOperations } });
const noLogs = patchStage({ op: 'remove', path: '/accessLogSettings' });
const firewall = (name: string) => ({
  source: 'wafv2',
  name,
  request: { resourceArn: `arn:aws:apigateway:${region}::/restapis/rest01/stages/live` },
});

export default defineCases({
  fail: [
    {
      name: 'access logs are switched off',
      given: [aRestApi()],
      trail: [noLogs],
      keys: ['live accessLogs'],
      says: 'access logs',
    },
    {
      name: 'throttling is switched off',
      given: [aRestApi()],
      trail: [patchStage({ op: 'replace', path: '/*/*/throttling/rateLimit', value: '-1' })],
      keys: ['live throttled'],
    },
    {
      name: 'the web ACL is taken away',
      given: [aRestApi()],
      trail: [firewall('DisassociateWebACL')],
      keys: ['live webAcl'],
    },
    {
      name: 'access logs of an HTTP API are switched off',
      given: [anHttpApi()],
      trail: [httpCall('DeleteAccessLogSettings', { stageName: '%24default' })],
      keys: ['$default accessLogs'],
    },
    { name: 'a stage that was not seen before loses its logs', trail: [noLogs], keys: ['live accessLogs'] },
  ],
  pass: [
    {
      name: 'something else of the stage is changed',
      given: [aRestApi()],
      trail: [patchStage({ op: 'replace', path: '/description', value: 'live' })],
    },
    {
      name: 'it was off before',
      given: [aRestApi({ stages: { live: { deploymentId: 'dep01', accessLogs: false } } })],
      trail: [noLogs],
    },
    {
      name: 'it was switched on again',
      given: [aRestApi()],
      trail: [firewall('DisassociateWebACL'), firewall('AssociateWebACL')],
    },
  ],
});
