import type { Stage } from './kinds/apis.ts';

/**
 * Whether a stage serves the API: a stage of a REST API always stands on a deployment; one of an HTTP or WebSocket API
 * serves nothing before it is deployed or told to deploy by itself.
 */
export const isServing = (protocol: string | undefined, stage: Stage): boolean =>
  protocol === 'HTTP' || protocol === 'WEBSOCKET'
    ? stage.autoDeploy === true || (stage.deploymentId ?? '') !== ''
    : true;

/** The names of the stages that serve an API. */
export const servingStages = (
  protocol: string | undefined,
  stages: { readonly [name: string]: Stage },
): readonly string[] =>
  Object.entries(stages)
    .filter(([, stage]) => isServing(protocol, stage))
    .map(([name]) => name);
