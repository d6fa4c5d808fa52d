import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const update = (more: {
  tracingConfig?: { mode: string };
  loggingConfig?: { logGroup?: string; applicationLogLevel?: string };
}) => ({
  name: 'UpdateFunctionConfiguration20150331v2',
  request: { functionName: 'orders', ...more },
});
const traced = aFunction({ tracing: 'Active', logging: { logGroup: '/aws/lambda/orders' } });

export default defineCases({
  fail: [
    {
      name: 'the logs stay elsewhere although tracing is on again',
      given: [traced],
      trail: [update({ loggingConfig: { logGroup: '/tmp/nobody' } }), update({ tracingConfig: { mode: 'Active' } })],
      keys: ['log-group'],
    },
    {
      name: 'tracing is switched off',
      given: [traced],
      trail: [update({ tracingConfig: { mode: 'PassThrough' } })],
      keys: ['tracing'],
    },
    {
      name: 'only fatal messages are logged',
      given: [traced],
      trail: [update({ loggingConfig: { logGroup: '/aws/lambda/orders', applicationLogLevel: 'FATAL' } })],
      keys: ['log-level'],
    },
    {
      name: 'the logs go to another group',
      given: [traced],
      trail: [update({ loggingConfig: { logGroup: '/tmp/nobody' } })],
      keys: ['log-group'],
      severity: 'medium',
    },
  ],
  pass: [
    {
      name: 'the log group of a function that was not known before',
      trail: [update({ loggingConfig: { logGroup: '/x' } })],
    },
    {
      name: 'tracing was off already',
      given: [aFunction()],
      trail: [update({ tracingConfig: { mode: 'PassThrough' } })],
    },
    {
      name: 'more is logged',
      given: [traced],
      trail: [update({ loggingConfig: { logGroup: '/aws/lambda/orders', applicationLogLevel: 'DEBUG' } })],
    },
    {
      name: 'tracing switched off and on again',
      given: [traced],
      trail: [update({ tracingConfig: { mode: 'PassThrough' } }), update({ tracingConfig: { mode: 'Active' } })],
    },
  ],
});
