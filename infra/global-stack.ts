import { Arn, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../shared/config.ts';
import { consumedCalls, eventPatterns } from '../shared/inventory/consumed.ts';
import { globalSources } from '../shared/trail/global-services.ts';
import { Forwarding } from './constructs/forwarding.ts';
import { Health } from './constructs/health.ts';
import { OperatorKey } from './constructs/operator-key.ts';

/** What global services record in us-east-1, handed to the home Region when that is another one. */
export class GlobalStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { config, home, ...props }: StackProps & { readonly config: Config; readonly home: string },
  ) {
    super(scope, id, { description: 'Trailwarden: forwards the records of global services', ...props });
    const { key } = new OperatorKey(this, 'Key');
    const health = new Health(this, 'Health', { masterKey: key, emails: config.emails.map(({ address }) => address) });
    new Forwarding(this, 'Forwarding', {
      health,
      eventPatterns: eventPatterns(globalSources, consumedCalls()),
      busArn: Arn.format({ service: 'events', resource: 'event-bus', resourceName: 'default', region: home }, this),
    });
  }
}
