import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { parsePolicy } from '../../policy/document.ts';
import { powerOf } from '../../policy/power.ts';
import { powerInWords, powerLevel } from '../../policy/power-level.ts';
import { awsCommand } from '../commands.ts';
import { deniesOf } from '../denies.ts';
import { compareLevels, gained, isPowerful, isStrong, listed, powerEvidence } from '../strength.ts';

export default defineActivityRule({
  id: 'iam-policy-default-changed',
  title: 'A managed policy grants more than before, or denies less',
  severity: 'medium',
  detections: ['IAM-06', 'IAM-07', 'IAM-09'],
  attack: ['T1098.003'],
  rationale:
    'Whoever has the policy has the new version from this moment on, in every role, user and group. An old version that ' +
    'is made the default again brings back what somebody once thought better of.',
  remediation: 'Make the version that was the default before the default again, and delete the new one.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html'],
  subject: 'managed-policy',
  calls: { iam: ['CreatePolicyVersion', 'SetDefaultPolicyVersion'] },
  needs: ['document'],
  uses: ['defaultVersion'],

  *evaluate({ change, before, after, resource }) {
    const [was, is] = [before.document, after.document].map((document) =>
      document === undefined
        ? undefined
        : powerOf([{ name: resource.name, policy: parsePolicy(document) }], { account: resource.account }),
    );
    if (is === undefined) return;
    const more = was === undefined ? [] : gained(was, is);
    const kept = deniesOf(after.document);
    const lost = deniesOf(before.document).filter((deny) => !kept.includes(deny));
    const stronger = was === undefined ? isStrong(is) : compareLevels(powerLevel(is), powerLevel(was)) > 0;
    if (!stronger && lost.length === 0) return;
    const parts = [
      ...(stronger ? [`it now grants ${powerInWords(is)}`] : []),
      ...(more.length > 0 ? [`new is ${listed(more)}`] : []),
      ...(lost.length > 0 ? [`it no longer denies ${listed(lost)}`] : []),
    ];
    yield {
      key: 'default',
      message: `${actorInWords(change.actor)} made ${after.defaultVersion ?? 'another version'} the default: ${parts.join('; ')}`,
      evidence: {
        from: before.defaultVersion ?? null,
        to: after.defaultVersion ?? null,
        gained: [...more],
        noLongerDenied: [...lost],
        power: powerEvidence(is),
      },
      ...(stronger && isPowerful(is) ? { severity: 'high' } : {}),
      ...(before.defaultVersion === undefined
        ? {}
        : {
            remediation: awsCommand('iam set-default-policy-version', {
              'policy-arn': resource.arn,
              'version-id': before.defaultVersion,
            }),
          }),
    };
  },
});
