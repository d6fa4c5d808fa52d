import { type Arn, arnOf } from '../../arn.ts';
import type { JsonObject } from '../../json.ts';
import type { Change } from '../../trail/change.ts';
import { configRecorderArn, configRuleArn, detectorArn, stackArn } from '../../trail/resources.ts';
import type { Op } from '../document.ts';
import { accountRef, type Projections, reasonOf, stepsOf } from '../projection.ts';
import { answeredArn, deletion, noOps, onResource, orNull, type ReadDetails, type ReadOps } from './on-resource.ts';

const steps = stepsOf<'watcher'>();
const stack = stepsOf<'stack'>();

const inPlace = (change: Change, service: string, resource: string): Arn => arnOf({ ...change, service, resource });

const switched =
  (service: string, enabled: boolean): ReadOps =>
  () => [...steps.set('service', service), ...steps.set('enabled', enabled)];

const seen =
  (service: string): ReadOps =>
  () =>
    steps.set('service', service);

const made =
  (service: string, isEnabled: (change: Change) => boolean): ReadOps =>
  (change) => [
    { op: 'create' },
    ...steps.set('service', service),
    ...(change.request.state === 'present'
      ? steps.set('enabled', isEnabled(change))
      : steps.unknown('enabled', reasonOf(change.request))),
  ];

const recorderName = ({ request }: Change): string | undefined =>
  orNull(request.string('configurationRecorderName')) ??
  request.object('configurationRecorder').string('name') ??
  undefined;

const onRecorder = onResource('watcher', (change) => {
  const name = recorderName(change);
  return name === undefined ? undefined : configRecorderArn(change, name);
});

const onDeliveryChannel = onResource('watcher', (change) => {
  const { request } = change;
  const name = request.string('deliveryChannelName') ?? request.object('deliveryChannel').string('name');
  return name === undefined ? undefined : inPlace(change, 'config', `delivery-channel/${name}`);
});

const onConfigRule = onResource('watcher', (change) => {
  const name = change.request.string('configRuleName');
  return name === undefined ? undefined : configRuleArn(change, name);
});

/** What a recorder is told to record; a narrow group leaves the rest unseen. */
const recordingDetails: ReadDetails = ({ request }) => {
  const recorder = request.object('configurationRecorder');
  const group = recorder.object('recordingGroup');
  return {
    allSupported: group.boolean('allSupported') ?? null,
    excluded: [...group.object('exclusionByResourceTypes').strings('resourceTypes')],
    resourceTypes: [...group.strings('resourceTypes')],
  } satisfies JsonObject;
};

export const config: Projections = {
  source: 'config',
  calls: {
    PutConfigurationRecorder: onRecorder(seen('config'), recordingDetails),
    StartConfigurationRecorder: onRecorder(switched('config', true)),
    StopConfigurationRecorder: onRecorder(switched('config', false)),
    DeleteConfigurationRecorder: onRecorder(deletion),
    PutDeliveryChannel: onDeliveryChannel(switched('config', true)),
    DeleteDeliveryChannel: onDeliveryChannel(deletion),
    DeleteConfigRule: onConfigRule(deletion),
  },
};

const onDetector = onResource('watcher', (change) => {
  const id = orNull(change.request.string('detectorId')) ?? orNull(change.response.string('detectorId'));
  return detectorArn(change, id ?? 'unnamed');
});

const detectorDetails: ReadDetails = ({ request }) => ({
  disabled: request
    .objects('features')
    .filter((feature) => feature.string('status') === 'DISABLED')
    .flatMap((feature) => feature.string('name') ?? []),
});

/** A detector that is updated without saying so stays on or off as it was. */
const updateDetector: ReadOps = (change) => [
  ...steps.set('service', 'guardduty'),
  ...(change.request.state === 'present'
    ? steps.set('enabled', change.request.boolean('enable'))
    : steps.unknown('enabled', reasonOf(change.request))),
];

const ofDetector = onDetector(seen('guardduty'), ({ request }) => ({
  accounts: [...request.strings('accountIds')],
  action: request.string('action') ?? null,
}));

export const guardduty: Projections = {
  source: 'guardduty',
  calls: {
    CreateDetector: onDetector(made('guardduty', ({ request }) => request.boolean('enable') ?? false)),
    UpdateDetector: onDetector(updateDetector, detectorDetails),
    DeleteDetector: onDetector(deletion),
    DeleteMembers: ofDetector,
    DisassociateMembers: ofDetector,
    StopMonitoringMembers: ofDetector,
    DisassociateFromMasterAccount: ofDetector,
    DisassociateFromAdministratorAccount: ofDetector,
    DeletePublishingDestination: ofDetector,
    CreateIPSet: ofDetector,
    UpdateIPSet: ofDetector,
    CreateFilter: ofDetector,
    UpdateFilter: ofDetector,
  },
};

const onHub = onResource(
  'watcher',
  (change) => inPlace(change, 'securityhub', 'hub/default'),
  () => 'default',
);
const ofHub = onHub(seen('securityhub'));

export const securityhub: Projections = {
  source: 'securityhub',
  calls: {
    EnableSecurityHub: onHub(made('securityhub', () => true)),
    DisableSecurityHub: onHub(deletion),
    BatchDisableStandards: ofHub,
    DisassociateFromMasterAccount: ofHub,
    DisassociateFromAdministratorAccount: ofHub,
    DeleteMembers: ofHub,
    DisassociateMembers: ofHub,
    DisableImportFindingsForProduct: ofHub,
  },
};

const onAnalyzer = onResource('watcher', (change) => {
  const name = change.request.string('analyzerName');
  const answered = answeredArn(change.response, 'arn');
  return answered ?? (name === undefined ? undefined : inPlace(change, 'access-analyzer', `analyzer/${name}`));
});

export const accessAnalyzer: Projections = {
  source: 'access-analyzer',
  calls: {
    CreateAnalyzer: onAnalyzer(made('access-analyzer', () => true)),
    DeleteAnalyzer: onAnalyzer(deletion),
    CreateArchiveRule: onAnalyzer(noOps),
  },
};

const stackName = (arn: Arn): string => arn.replace(/^.*?:stack\//, '').replace(/\/.*$/, '');

/** A stack by name and by ARN is the same; only its ARN has an id, so the name is enough. */
const onStack = onResource(
  'stack',
  (change) => {
    const named =
      answeredArn(change.response, 'stackId') ?? change.request.string('stackName') ?? change.request.string('stackId');
    return named === undefined ? undefined : stackArn(change, stackName(stackArn(change, named)));
  },
  stackName,
);

const stackDetails: ReadDetails = ({ request }) => ({ retained: [...request.strings('retainResources')] });

export const cloudformation: Projections = {
  source: 'cloudformation',
  calls: {
    CreateStack: onStack(({ request }) => [
      { op: 'create' } satisfies Op,
      ...stack.set('terminationProtected', request.boolean('enableTerminationProtection') ?? false),
    ]),
    UpdateStack: onStack(noOps),
    DeleteStack: onStack(deletion, stackDetails),
    UpdateTerminationProtection: onStack(({ request }) =>
      stack.set('terminationProtected', request.boolean('enableTerminationProtection')),
    ),
  },
};

const ofAccount: Projections['calls'][string] = (change) => [{ ref: accountRef(change), ops: [] }];

/** What takes an account out of what its organization enforces and records. */
export const organizations: Projections = {
  source: 'organizations',
  calls: {
    AcceptHandshake: ofAccount,
    LeaveOrganization: ofAccount,
  },
};
