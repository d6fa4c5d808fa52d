import type { ExposureContext, Surroundings } from './callers.ts';
import type { Statement } from './document.ts';
import { throughUrl } from './function-url.ts';
import { anonymousAccess, serviceOfAction } from './services.ts';

const servicesOf = (statement: Statement, { resource }: ExposureContext): readonly string[] => {
  if (resource !== undefined) {
    const [arn, , service] = resource.split(':');
    return [arn === 'arn' && service ? service : resource.toLowerCase()];
  }
  // What is excepted is of the service that the policy is attached to as well.
  const services = new Set((statement.actions ?? statement.notActions ?? ['*']).map(serviceOfAction));
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
