import { collectorsOf } from '../../shared/account/collectors.ts';
import { serviceNames, services } from '../../shared/account/services.ts';

/** What a sweep reads, with the permissions that its role has for it. */
export const collectorTable = (): string => {
  const rows = serviceNames.flatMap((service) =>
    collectorsOf[service].collectors.map(({ name, kind, actions }) => {
      const what = name === kind ? name : `${kind} (${name})`;
      const where = services[service].isGlobal ? 'once' : 'each Region';
      return `| ${what} | ${where} | ${actions.map((action) => `\`${action}\``).join(', ')} |`;
    }),
  );
  return [
    '# What a sweep reads',
    '',
    'The role of [the sweep](sweep.md) has these permissions and no others on the account, in the Regions that are swept.',
    'Values of environment variables, secrets and code are never asked for, except that Lambda lists variables with their',
    'values, of which the names are kept.',
    '',
    '| kind | read | IAM actions |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
};
