import { defineCases } from '../../support/cases.ts';
import { aFunction, layerArn } from '../../support/resources.ts';

const withNames = (...names: string[]) => aFunction({ environment: { names, secretLike: [] } });

export default defineCases({
  fail: [
    { name: 'a preloaded library', given: [withNames('LD_PRELOAD')], keys: ['LD_PRELOAD'], severity: 'high' },
    { name: 'another endpoint for the SDK', given: [withNames('AWS_ENDPOINT_URL_S3')], keys: ['AWS_ENDPOINT_URL_S3'] },
    {
      name: 'a proxy for the runtime API',
      given: [withNames('MY_LAMBDA_RUNTIME_API')],
      keys: ['MY_LAMBDA_RUNTIME_API'],
    },
    { name: 'a wrapper', given: [withNames('AWS_LAMBDA_EXEC_WRAPPER')], severity: 'medium' },
    {
      name: 'a wrapper beside the layer of a known vendor, as low',
      given: [
        aFunction({
          environment: { names: ['AWS_LAMBDA_EXEC_WRAPPER'], secretLike: [] },
          layers: [layerArn('aws-otel-nodejs', 4, '901920570463')],
        }),
      ],
      severity: 'low',
    },
    { name: 'a file that every shell reads first', given: [withNames('BASH_ENV')], severity: 'high' },
    { name: 'options of the runtime, as low', given: [withNames('NODE_OPTIONS')], severity: 'low' },
    { name: 'options of Java, as low', given: [withNames('JAVA_TOOL_OPTIONS')], severity: 'low' },
    { name: 'where Python looks for modules, as low', given: [withNames('PYTHONPATH')], severity: 'low' },
    {
      name: 'a proxy for requests, as low',
      given: [withNames('HTTP_PROXY', 'https_proxy')],
      keys: ['HTTP_PROXY', 'https_proxy'],
      severity: 'low',
    },
  ],
  pass: [
    { name: 'ordinary names', given: [withNames('TABLE_NAME', 'POWERTOOLS_LOG_LEVEL', 'AWS_LAMBDA_LOG_FORMAT')] },
    { name: 'no variables', given: [aFunction()] },
  ],
  unknown: [
    {
      name: 'variables that CloudTrail masks',
      given: [aFunction()],
      trail: [
        {
          name: 'UpdateFunctionConfiguration20150331v2',
          request: { functionName: 'orders', environment: {} },
        },
      ],
    },
  ],
});
