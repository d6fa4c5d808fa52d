import { isArn } from '../arn.ts';
import { awsCommand } from './commands.ts';

/** How to end a subscription; one that was never confirmed has no ARN yet and ends by itself. */
export const unsubscribeCommand = (subscription: string, region: string): { readonly remediation?: string } =>
  isArn(subscription)
    ? { remediation: awsCommand('sns unsubscribe', { 'subscription-arn': subscription, region }) }
    : {};
