import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { awsCommand } from '../commands.ts';

export default defineRule({
  id: 'kms-grant-foreign',
  title: 'A grant lets another account use a key',
  severity: 'high',
  detections: ['KMS-01'],
  attack: ['T1222', 'T1552'],
  rationale:
    'A grant works beside the key policy, stands in no template and does not expire. Whoever holds it can read what is ' +
    'encrypted with the key, and often hand the grant on.',
  remediation: 'Revoke the grant, or add the account to `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/grants.html'],
  subject: 'key',
  needs: ['grants'],

  *evaluate({ grants }, judging) {
    for (const [id, { grantee, operations }] of Object.entries(grants)) {
      const account = accountOf(grantee) ?? (/^\d{12}$/.test(grantee) ? grantee : undefined);
      if (account !== undefined && !isForeignAccount(account, judging)) continue;
      yield {
        key: id,
        message: `${grantee} may ${operations.join(', ') || 'use the key'}: ${account === undefined ? 'whose principal that is can not be told' : `it belongs to account ${account}`}`,
        evidence: { grant: id, grantee, operations: [...operations], account: account ?? null },
        severity: account === undefined ? 'medium' : 'high',
        remediation: awsCommand('kms revoke-grant', {
          'key-id': judging.resource.name,
          'grant-id': id,
          region: judging.resource.region,
        }),
      };
    }
  },
});
