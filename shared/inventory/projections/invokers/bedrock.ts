import type { Change } from '../../../trail/change.ts';
import type { ResourceRef } from '../../document.ts';
import type { Effect, Projections } from '../../projection.ts';
import { configured, gone, invokerRef, regionalArn } from './invoker.ts';

const group = (change: Change): ResourceRef | undefined => {
  const answered = change.response.object('agentActionGroup');
  const agent = change.request.string('agentId') ?? answered.string('agentId');
  const id = answered.string('actionGroupId') ?? change.request.string('actionGroupId');
  if (agent === undefined || id === undefined) return undefined;
  return invokerRef(change, regionalArn(change, 'bedrock', `agent/${agent}/action-group/${id}`), `${agent}/${id}`);
};

const on = (change: Change): readonly Effect[] =>
  configured(change, 'bedrock', group(change), change.request.get('actionGroupExecutor') ?? change.response.raw);

/** Agents run functions as their tools. */
export const bedrock: Projections = {
  source: 'bedrock',
  calls: {
    CreateAgentActionGroup: on,
    UpdateAgentActionGroup: on,
    DeleteAgentActionGroup: (change) => {
      const ref = group(change);
      return ref === undefined ? [] : gone(ref);
    },
  },
};
