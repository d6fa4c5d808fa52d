import type { Arn } from '../arn.ts';
import { beatPatience, heardAt } from '../beat/beat.ts';
import { createStore } from '../inventory/store/store.ts';
import { variables } from '../lane/environment.ts';
import type { Clients } from './account.ts';
import { attempt, type Check, type Looked, ok, wrong } from './check.ts';
import type { Deployment } from './deployment.ts';

const tagged = [variables.beatFunction, variables.beatRole, variables.beatQueue] as const;

/** Whether the beats of the deployment have come back: what its own function rings the alarm for. */
export const checkBeats = async (
  { dynamo }: Clients,
  { functions }: Deployment,
  table: string,
  now: Date,
): Promise<readonly Check[]> => {
  const given = functions.map(({ Environment: environment }) => environment?.Variables ?? {});
  const arns = tagged.flatMap((name) => given.flatMap(({ [name]: arn }) => (arn === undefined ? [] : [arn as Arn])));
  const looked: Looked = { about: 'beat', subject: table, severity: 'critical' };
  if (arns.length === 0) return [wrong(looked, 'nothing sends a beat', 'npm run deploy')];
  const store = createStore(dynamo, table);
  const remedy = 'mend what is wrong above; see docs/runbook.md#deaf';
  return Promise.all(
    arns.map(async (arn) => {
      const of: Looked = { ...looked, subject: arn };
      const found = await attempt(of, ['dynamodb:BatchGetItem'], () => store.resource(arn));
      if ('failure' in found) return found.failure;
      const heard = heardAt(found.value);
      if (heard === undefined) return wrong(of, 'no beat has ever come back', remedy);
      if (now.getTime() - Date.parse(heard) <= beatPatience) return ok(of, `a beat of ${heard} has come back`);
      return wrong(of, `the last beat that came back is of ${heard}`, remedy);
    }),
  );
};
