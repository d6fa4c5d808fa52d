import type { Statement } from './document.ts';
import { arnCovers, arnsOverlap, patternCovers, patternsOverlap } from './pattern.ts';

const lower = (pattern: string): string => pattern.toLowerCase();

const coversAction = ({ actions, notActions }: Statement, action: string): boolean => {
  if (actions) return actions.some((outer) => patternCovers(outer === '*:*' ? '*' : lower(outer), action));
  return notActions !== undefined && !notActions.some((excluded) => patternsOverlap(lower(excluded), action));
};

/**
 * A policy of an API may leave out the ARN before the stage, and `/*` is every stage, method and path, as is `/*` three
 * times.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
const ofApi = (resource: string): string => {
  if (!resource.includes('execute-api:')) return resource;
  const whole = resource.startsWith('execute-api:/') ? `arn:*:execute-api:*:*:*${resource.slice(12)}` : resource;
  return whole.replace(/(?:\/\*)+$/, '/*');
};

const coversResource = ({ resources, notResources }: Statement, resource: string | undefined): boolean => {
  if (resources)
    return resources.some((outer) => outer === '*' || (resource !== undefined && arnCovers(ofApi(outer), resource)));
  if (notResources)
    return resource !== undefined && !notResources.some((excluded) => arnsOverlap(ofApi(excluded), resource));
  return true;
};

/** Services of whose resources a policy's `*` can only be the one that it is attached to. */
const single: ReadonlySet<string> = new Set(['sqs', 'sns', 'kms', 'secretsmanager', 'ecr']);

const resourcesOf = ({ resources }: Statement, attachedTo: string | undefined): readonly (string | undefined)[] => {
  if (!resources) return [attachedTo];
  const service = attachedTo?.split(':')[2] ?? '';
  return resources.flatMap((resource) => {
    if (resource !== '*' || attachedTo === undefined) return [ofApi(resource)];
    if (service === 's3' && !attachedTo.includes('/')) return [attachedTo, `${attachedTo}/*`];
    return [single.has(service) ? attachedTo : resource];
  });
};

/** The actions of one service, where the policy is attached to something of it, instead of those of all. */
const actionsOf = ({ actions, notActions }: Statement, attachedTo: string | undefined): readonly string[] => {
  const service = attachedTo?.split(':')[2];
  const everything = service ? `${service}:*` : '*';
  return (actions ?? (notActions ? ['*'] : [])).map((action) =>
    /^\*(?::\*)?$/.test(action) ? everything : lower(action),
  );
};

/** What a statement grants, as pairs that a deny may take away one by one. */
const grantsOf = (statement: Statement, attachedTo: string | undefined) => ({
  actions: actionsOf(statement, attachedTo),
  resources: resourcesOf(statement, attachedTo),
});

/**
 * True where the denies together leave nothing of what `allow` grants. Sound rather than complete: a grant that is
 * only partly denied, or whose denial can not be seen, is left.
 */
export const deniesLeaveNothing = (
  allow: Statement,
  denies: readonly Statement[],
  attachedTo: string | undefined,
): boolean => {
  if (denies.length === 0) return false;
  const grants = grantsOf(allow, attachedTo);
  if (allow.notActions) {
    // All but a few actions are granted; a deny of all but some of those few takes the rest.
    const excluded = allow.notActions.map(lower);
    const covering = denies.filter(
      ({ actions, notActions }) =>
        actions?.some((outer) => outer === '*' || outer === '*:*') ||
        notActions?.every((inner) => excluded.some((outer) => patternCovers(outer, lower(inner)))),
    );
    return grants.resources.every((resource) => covering.some((deny) => coversResource(deny, resource)));
  }
  return grants.actions.every((action) => {
    const covering = denies.filter((deny) => coversAction(deny, action));
    return grants.resources.every((resource) => covering.some((deny) => coversResource(deny, resource)));
  });
};
