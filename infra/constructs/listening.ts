import { type CfnRule, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { allEvents, type Listening } from '../../shared/inventory/consumed.ts';
import type { JsonObject } from '../../shared/json.ts';

/** A pattern as the CDK takes it. */
const patternOf = (pattern: JsonObject): EventPattern => ({
  source: pattern['source'] as string[],
  detailType: pattern['detail-type'] as string[],
  detail: pattern['detail'] as JsonObject,
});

/**
 * The rule for each pattern. EventBridge keeps calls that only read from rules that do not ask for them.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export const rulesFor = (scope: Construct, listenings: readonly Listening[], what: string): readonly Rule[] =>
  listenings.map(({ pattern, reads }, index) => {
    const rule = new Rule(scope, `Rule${index + 1}`, {
      description: `${what} (${index + 1})`,
      eventPattern: patternOf(pattern),
    });
    if (reads) (rule.node.defaultChild as CfnRule).state = allEvents;
    return rule;
  });
