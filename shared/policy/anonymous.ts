import type { ExposureContext, Surroundings } from './callers.ts';
import type { Statement } from './document.ts';
import { patternsOverlap } from './pattern.ts';
import { anonymousAccess, serviceOfAction } from './services.ts';

const covers = ({ actions, notActions }: Statement, action: string): boolean =>
  actions
    ? actions.some((pattern) => patternsOverlap(pattern.toLowerCase(), action))
    : notActions !== undefined && !notActions.some((pattern) => patternsOverlap(pattern.toLowerCase(), action));

/**
 * A function serves unsigned requests only through its URL, and only where the URL's auth type is NONE.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
const throughUrl = (statement: Statement, { functionUrlAuthType }: Surroundings): 'yes' | 'no' | 'unknown' => {
  const opensUrl =
    covers(statement, 'lambda:invokefunctionurl') ||
    statement.conditions.some(
      ({ name, values }) =>
        name === 'lambda:invokedviafunctionurl' && values.some((value) => value.toLowerCase() === 'true'),
    );
  if (!opensUrl || functionUrlAuthType === 'AWS_IAM') return 'no';
  return functionUrlAuthType === 'NONE' ? 'yes' : 'unknown';
};

const servicesOf = (statement: Statement, { resource }: ExposureContext): readonly string[] => {
  if (resource !== undefined) {
    const [arn, , service] = resource.split(':');
    return [arn === 'arn' && service ? service : resource.toLowerCase()];
  }
  const services = new Set((statement.actions ?? ['*']).map(serviceOfAction));
  if (!services.delete('*')) return [...services];
  for (const arn of statement.resources ?? []) {
    const service = arn.split(':')[2];
    if (service) services.add(service);
  }
  return services.size === 0 ? ['*'] : [...services];
};

/** Whether the service would serve a caller without credentials that the statement lets in. */
export const anonymousOutcome = (
  statement: Statement,
  context: ExposureContext,
  around: Surroundings,
): 'yes' | 'no' | 'unknown' => {
  if (context.type === 'trust') return 'no';
  let unknown = false;
  for (const service of servicesOf(statement, context)) {
    if (service === 'lambda') {
      const outcome = throughUrl(statement, around);
      if (outcome === 'yes') return 'yes';
      if (outcome === 'unknown') unknown = true;
      continue;
    }
    const access = anonymousAccess(service);
    if (access === 'accepted') return 'yes';
    if (access === 'unknown') unknown = true;
  }
  return unknown ? 'unknown' : 'no';
};
