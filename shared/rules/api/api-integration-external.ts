import { defineRule } from '../../engine/rule.ts';
import type { Integration } from '../../inventory/kinds/apis.ts';
import { routeInWords } from '../../inventory/serving.ts';

const own = /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|internal|local|localhost)$|^\d+\.\d+\.\d+\.\d+$/;

/** The host that an integration calls over the Internet; `undefined` for AWS's own and for private names. */
const externalHost = ({ type, uri }: Integration): { host: string; plain: boolean } | undefined => {
  if (!type?.startsWith('HTTP') || uri === undefined) return undefined;
  const [, scheme, host] = /^(https?):\/\/([^/:?#]+)/i.exec(uri) ?? [];
  if (scheme === undefined || host === undefined || own.test(host.toLowerCase())) return undefined;
  // A stage variable decides where it goes.
  if (host.includes('$')) return undefined;
  return { host: host.toLowerCase(), plain: scheme.toLowerCase() === 'http' };
};

export default defineRule({
  id: 'api-integration-external',
  title: 'An API hands its calls to a host outside AWS',
  severity: 'low',
  detections: ['API-07'],
  attack: ['T1557'],
  rationale:
    'Requests leave with everything in them, credentials of callers included, for a host that this account does not ' +
    'control. Over plain HTTP everybody on the way can read and change them.',
  remediation:
    'Make sure that the host is yours or meant; use https, and a private integration where there can be one.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html'],
  subject: 'api',
  needs: ['integrations'],
  uses: ['paths'],

  *evaluate({ integrations, paths }) {
    for (const [id, integration] of Object.entries(integrations)) {
      const found = externalHost(integration);
      if (found === undefined) continue;
      const where = id.includes(' ') ? routeInWords(id, undefined, paths) : `the integration ${id}`;
      yield {
        key: `${id} ${found.host}`,
        message: `${where} leads to ${found.host}${found.plain ? ', unencrypted' : ''}`,
        evidence: { integration: id, host: found.host, encrypted: !found.plain },
        ...(found.plain ? { severity: 'medium' as const } : {}),
      };
    }
  },
});
