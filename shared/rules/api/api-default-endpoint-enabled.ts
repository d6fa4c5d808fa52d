import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { isRest } from '../apis.ts';
import { awsCommand } from '../commands.ts';

const names = (list: unknown, name: string): boolean => Array.isArray(list) && list.includes(name);

const asksForIt = (details: { readonly [name: string]: unknown } | undefined): boolean =>
  names(details?.['patched'], '/disableExecuteApiEndpoint') || names(details?.['asked'], 'disableExecuteApiEndpoint');

export default defineActivityRule({
  id: 'api-default-endpoint-enabled',
  title: 'The default address of an API was switched on again',
  severity: 'medium',
  detections: ['API-06'],
  attack: ['T1133'],
  rationale:
    'The address of execute-api leads past the custom domain, and so past its mutual TLS, firewall and distribution. ' +
    'Somebody had switched it off for that reason.',
  remediation: 'Switch the default endpoint off again.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html'],
  subject: 'api',
  calls: { apigateway: ['UpdateRestApi', 'PutRestApi', 'UpdateApi', 'ReimportApi'] },
  needs: ['defaultEndpointDisabled'],

  *evaluate({ change, before, after, resource }) {
    if (after.defaultEndpointDisabled || before.defaultEndpointDisabled === false) return;
    // Where it is not known whether it was off, only a call that switches it on outright tells that it was.
    if (before.defaultEndpointDisabled === undefined && !asksForIt(change.details)) return;
    yield {
      key: 'default-endpoint',
      message: `${actorInWords(change.actor)} switched the default endpoint on`,
      evidence: { defaultEndpointDisabled: after.defaultEndpointDisabled },
      remediation: isRest(resource)
        ? awsCommand('apigateway update-rest-api', {
            'rest-api-id': resource.name,
            'patch-operations': 'op=replace,path=/disableExecuteApiEndpoint,value=true',
            region: resource.region,
          })
        : awsCommand('apigatewayv2 update-api', {
            'api-id': resource.name,
            'disable-execute-api-endpoint': true,
            region: resource.region,
          }),
    };
  },

  closes: (_change, _key, document) => {
    const disabled = document.facets['defaultEndpointDisabled'];
    return disabled?.known === true && disabled.value === true;
  },
});
