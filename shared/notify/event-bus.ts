import type { Transition } from '../engine/finding.ts';
import { TrailwardenError } from '../errors.ts';
import { toOcsf } from './ocsf.ts';

/** The calls that putting events makes, for the policy of the role that does. */
export const eventBusActions = ['events:PutEvents'] as const;

/** What rules on the bus match: nothing of AWS calls itself so. */
export const findingSource = 'trailwarden';
export const findingDetailType = 'Detection Finding';

/** Makes what puts a step on an event bus in the schema of OCSF; `metadata.uid` is the same when a step is told again. */
export const createFindingEvents = (eventBusName: string) => {
  // Loaded when first used, as who only imports into Security Hub never does.
  const loaded = import('@aws-sdk/client-eventbridge').then(({ EventBridgeClient, PutEventsCommand }) => {
    const client = new EventBridgeClient({});
    return (step: Transition) =>
      client.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: eventBusName,
              Source: findingSource,
              DetailType: findingDetailType,
              Time: new Date(step.time),
              Resources: [step.finding.resource.arn],
              Detail: JSON.stringify(toOcsf(step)),
            },
          ],
        }),
      );
  });
  return async (step: Transition): Promise<void> => {
    const put = await loaded;
    const { Entries } = await put(step);
    const [entry] = Entries ?? [];
    if (entry?.ErrorCode !== undefined)
      throw new TrailwardenError('unavailable', `the event bus did not take the step: ${entry.ErrorMessage}`);
  };
};
