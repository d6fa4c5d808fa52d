import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Arn } from '../../shared/arn.ts';
import { createBeat } from '../../shared/beat/beat.ts';
import { beatLine } from '../../shared/beat/metric.ts';
import { pulsesOn } from '../../shared/beat/pulses.ts';
import { createStore } from '../../shared/inventory/store/store.ts';
import { variable, variables } from '../../shared/lane/environment.ts';
import { jsonLog } from '../../shared/lane/log.ts';

const { env } = process;
const now = () => new Date();
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const store = createStore(new DynamoDBClient({}), variable(env, variables.table));

const beat = createBeat({
  pulses: pulsesOn({
    function: variable(env, variables.beatFunction) as Arn,
    role: variable(env, variables.beatRole) as Arn,
    queue: variable(env, variables.beatQueue) as Arn,
    queueUrl: variable(env, variables.beatQueueUrl),
  }),
  resource: store.resource,
  log: jsonLog(print),
  measure: (deaf) => print(beatLine(deaf, variable(env, 'AWS_LAMBDA_FUNCTION_NAME'), now())),
  now,
});

/** Runs on a schedule. */
export const handler = async (): Promise<void> => beat();
