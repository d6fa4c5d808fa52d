import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import type { JsonObject } from '../../json.ts';

const words: { readonly [call: string]: string } = {
  DeleteConfigRule: 'deleted a rule of AWS Config',
  PutConfigurationRecorder: 'had AWS Config record only a part of the resources',
  UpdateDetector: 'switched features of GuardDuty off',
  DeleteMembers: 'took member accounts out of its sight',
  DisassociateMembers: 'took member accounts out of its sight',
  StopMonitoringMembers: 'took member accounts out of its sight',
  DisassociateFromMasterAccount: 'cut it off from its administrator account',
  DisassociateFromAdministratorAccount: 'cut it off from its administrator account',
  DeletePublishingDestination: 'stopped the export of its findings',
  CreateIPSet: 'told it of addresses that raise no finding',
  UpdateIPSet: 'told it of addresses that raise no finding',
  CreateFilter: 'had findings archived unseen',
  UpdateFilter: 'had findings archived unseen',
  BatchDisableStandards: 'switched its standards off',
  DisableImportFindingsForProduct: 'had it take no findings of a product any more',
  CreateArchiveRule: 'had findings archived unseen',
};

const listed = (details: JsonObject | undefined, name: string): readonly string[] => {
  const value = details?.[name];
  return Array.isArray(value) ? value.map(String) : [];
};

/** Calls that weaken only with certain parameters. */
const weakens = (call: string, details: JsonObject | undefined): boolean => {
  switch (call) {
    case 'PutConfigurationRecorder':
      return details?.['allSupported'] === false || listed(details, 'excluded').length > 0;
    case 'UpdateDetector':
      return listed(details, 'disabled').length > 0;
    case 'CreateFilter':
    case 'UpdateFilter':
      return details?.['action'] === 'ARCHIVE';
    default:
      return true;
  }
};

export default defineActivityRule({
  id: 'trail-monitor-weakened',
  title: 'A service that watches the account sees or says less than before',
  severity: 'medium',
  detections: ['TMP-07'],
  attack: ['T1562.001'],
  rationale:
    'The service is still on, but not for these accounts, resources, addresses or findings: quieter than switching it off, ' +
    'and enough to go unseen.',
  remediation: 'Undo the change unless somebody answers for it, and say in code what is left out and why.',
  references: ['https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html'],
  subject: 'watcher',
  calls: {
    config: ['DeleteConfigRule', 'PutConfigurationRecorder'],
    guardduty: [
      'UpdateDetector',
      'DeleteMembers',
      'DisassociateMembers',
      'StopMonitoringMembers',
      'DisassociateFromMasterAccount',
      'DisassociateFromAdministratorAccount',
      'DeletePublishingDestination',
      'CreateIPSet',
      'UpdateIPSet',
      'CreateFilter',
      'UpdateFilter',
    ],
    securityhub: [
      'BatchDisableStandards',
      'DisassociateFromMasterAccount',
      'DisassociateFromAdministratorAccount',
      'DeleteMembers',
      'DisassociateMembers',
      'DisableImportFindingsForProduct',
    ],
    'access-analyzer': ['CreateArchiveRule'],
  },
  needs: [],

  *evaluate({ change, context }) {
    if (isMeant(change.actor, context) || !weakens(change.call, change.details)) return;
    yield {
      key: change.call,
      message: `${actorInWords(change.actor)} ${words[change.call] ?? change.call}`,
      evidence: { service: change.source, call: change.call, ...change.details },
    };
  },
});
