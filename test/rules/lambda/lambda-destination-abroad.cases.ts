import { stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, queueArnOf } from '../../support/resources.ts';

const send = (destination: string, qualifier?: string) => ({
  name: 'PutFunctionEventInvokeConfig',
  request: {
    functionName: 'orders',
    ...(qualifier ? { qualifier } : {}),
    destinationConfig: { onSuccess: { destination }, onFailure: {} },
  },
});

export default defineCases({
  fail: [
    {
      name: 'a queue of an unknown account',
      given: [aFunction()],
      trail: [send(queueArnOf('tap', stranger))],
      keys: ['on-success'],
    },
    {
      name: 'failures, by an update',
      given: [aFunction()],
      trail: [
        {
          name: 'UpdateFunctionEventInvokeConfig',
          request: {
            functionName: 'orders',
            destinationConfig: { onSuccess: {}, onFailure: { destination: queueArnOf('tap', stranger) } },
          },
        },
      ],
      keys: ['on-failure'],
    },
    {
      name: 'for one alias',
      given: [aFunction()],
      trail: [send(queueArnOf('tap', stranger), 'live')],
      keys: ['on-success:live'],
    },
  ],
  pass: [
    { name: 'a queue of the same account', given: [aFunction()], trail: [send(queueArnOf('done'))] },
    { name: 'no destinations', given: [aFunction()] },
    {
      name: 'a trusted account',
      given: [aFunction()],
      trail: [send(queueArnOf('tap', stranger))],
      context: { trustedAccounts: [stranger as never] },
    },
  ],
});
