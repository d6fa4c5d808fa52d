import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { isObject } from '../../json.ts';
import { parsePolicy } from '../../policy/document.ts';
import { powerOf } from '../../policy/power.ts';
import { powerInWords } from '../../policy/power-level.ts';
import { awsCommand } from '../commands.ts';
import { managedStrength, policyName } from '../managed-policies.ts';
import { isPowerful } from '../strength.ts';

export default defineActivityRule({
  id: 'iam-group-powerful',
  title: 'A group of users was made administrators',
  severity: 'high',
  weighed: false,
  detections: ['IAM-15'],
  attack: ['T1098.003'],
  rationale:
    'Everybody in the group, and everybody who is put into it later, holds the policy with keys that do not expire. A ' +
    'group is the quiet way to give it to one user: nothing on the user changes.',
  remediation: 'Take the policy off the group; people get roles through Identity Center, pipelines through OIDC.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  subject: 'account',
  calls: { iam: ['AttachGroupPolicy', 'PutGroupPolicy'] },
  needs: [],

  *evaluate({ change, resource }) {
    const { group, policy, document } = change.details ?? {};
    if (typeof group !== 'string' || typeof policy !== 'string') return;
    const attached = change.call === 'AttachGroupPolicy';
    const power = isObject(document)
      ? powerOf([{ name: policy, policy: parsePolicy(document) }], { account: resource.account })
      : undefined;
    const isAdministrator = attached && managedStrength(policy) === 'administrator';
    if (!isAdministrator && (power === undefined || !isPowerful(power))) return;
    yield {
      key: `${group} ${policy}`,
      message: `${actorInWords(change.actor)} gave the group ${group} ${attached ? policyName(policy) : policy}${power === undefined ? '' : `: ${powerInWords(power)}`}`,
      evidence: { group, policy },
      remediation: attached
        ? awsCommand('iam detach-group-policy', { 'group-name': group, 'policy-arn': policy })
        : awsCommand('iam delete-group-policy', { 'group-name': group, 'policy-name': policy }),
    };
  },

  closes: (change, key) => {
    const { group, policy } = change.details ?? {};
    return /^(?:Detach|Delete)GroupPolicy$/.test(change.call) && key === `${group} ${policy}`;
  },
});
