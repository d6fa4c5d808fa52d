import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'logs-account-subscription',
  title: 'All log groups of an account were tapped at once',
  severity: 'medium',
  detections: ['OTH-01'],
  attack: ['T1567', 'T1537'],
  rationale:
    'An account policy for subscriptions copies every line of every log group of the Region, present and future, with all ' +
    'that functions write into them.',
  remediation: 'Delete the account policy, unless it is part of how logs are collected here.',
  references: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters-AccountLevel.html'],
  subject: 'account',
  calls: { logs: ['PutAccountPolicy'] },
  needs: [],

  *evaluate({ change, resource, context }) {
    const { policy, destination } = change.details ?? {};
    const target = typeof destination === 'string' ? destination : 'what is not known';
    const name = typeof policy === 'string' ? policy : 'policy';
    const foreign = isForeignAccount(accountOf(target), { resource, context });
    if (!foreign && isMeant(change.actor, context)) return;
    yield {
      key: name,
      message: `${actorInWords(change.actor)} made the account copy all its log lines to ${target}${foreign ? ', which belongs to another account' : ''}`,
      evidence: { policy: name, destination: target, foreign },
      ...(foreign ? { severity: 'high' as const } : {}),
      remediation: awsCommand('logs delete-account-policy', {
        'policy-name': name,
        'policy-type': 'SUBSCRIPTION_FILTER_POLICY',
        region: change.region,
      }),
    };
  },

  closes: (change, key) => change.call === 'DeleteAccountPolicy' && change.details?.['policy'] === key,
});
