import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'trail-organization-left',
  title: 'The account left its organization',
  severity: 'critical',
  detections: ['TMP-01', 'TMP-07'],
  attack: ['T1562.008', 'T1562.001'],
  rationale:
    'What the organization enforces (service control policies) and records (its trail, its detectors) ends for the account ' +
    'at once. Nobody outside of it sees what happens in it from now on.',
  remediation: 'Invite the account again from the management account, and take the credentials of the actor away.',
  references: ['https://stratus-red-team.cloud/attack-techniques/AWS/aws.defense-evasion.organizations-leave/'],
  subject: 'account',
  calls: { organizations: ['LeaveOrganization'] },
  needs: [],

  *evaluate({ change }) {
    yield {
      key: 'left',
      message: `${actorInWords(change.actor)} took the account out of its organization`,
      evidence: { call: change.call },
    };
  },

  closes: (change) => change.call === 'AcceptHandshake',
});
