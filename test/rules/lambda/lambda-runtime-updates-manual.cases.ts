import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const set = (updateRuntimeOn: string) => ({
  name: 'PutRuntimeManagementConfig',
  request: { functionName: 'orders', updateRuntimeOn },
});

export default defineCases({
  fail: [
    { name: 'updates are set to manual', given: [aFunction()], trail: [set('Manual')], keys: ['runtime-updates'] },
  ],
  pass: [
    { name: 'updates by Lambda', given: [aFunction()] },
    { name: 'updates with each deployment', given: [aFunction()], trail: [set('FunctionUpdate')] },
  ],
});
