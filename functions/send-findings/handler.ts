import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { partitionOf } from '../../shared/arn.ts';
import type { Transition } from '../../shared/engine/finding.ts';
import { putAwayBy } from '../../shared/lane/dead-letters.ts';
import { variable, variables } from '../../shared/lane/environment.ts';
import { jsonLog } from '../../shared/lane/log.ts';
import { createFindingEvents } from '../../shared/notify/event-bus.ts';
import { readStep } from '../../shared/notify/message.ts';
import { createFindingImport } from '../../shared/notify/security-hub.ts';
import { tellEach } from '../../shared/notify/tell-each.ts';

const { env } = process;
const log = jsonLog((line) => process.stdout.write(`${line}\n`));
const region = variable(env, 'AWS_REGION');
const hubEndpoint = env[variables.securityHub];
const bus = env[variables.eventBus];

const sinks: readonly ((step: Transition) => Promise<void>)[] = [
  ...(hubEndpoint === undefined
    ? []
    : [
        createFindingImport({
          hub: { partition: partitionOf(region), region, account: variable(env, variables.account) },
          endpoint: env['AWS_ENDPOINT_URL'] ?? hubEndpoint,
          credentials: () => ({
            accessKeyId: variable(env, 'AWS_ACCESS_KEY_ID'),
            secretAccessKey: variable(env, 'AWS_SECRET_ACCESS_KEY'),
            ...(env['AWS_SESSION_TOKEN'] === undefined ? {} : { sessionToken: env['AWS_SESSION_TOKEN'] }),
          }),
          now: () => new Date(),
        }),
      ]),
  ...(bus === undefined ? [] : [createFindingEvents(bus)]),
];

/** Hands each step on; a digest repeats steps in short, for people, and is left to them. */
export const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
  const failed = await tellEach(Records, {
    putAway: putAwayBy(env),
    log,
    tell: async (message) => {
      const step = readStep(message);
      if (step !== undefined) for (const tell of sinks) await tell(step);
    },
  });
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};
