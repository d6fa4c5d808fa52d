import { account, deployer, functionArn, human, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const efs = `arn:aws:elasticfilesystem:eu-west-1:${account}:access-point/fsap-1`;
const mount = (identity: typeof human, ...arns: string[]) => ({
  name: 'UpdateFunctionConfiguration20150331v2',
  identity,
  request: { functionName: 'orders', fileSystemConfigs: arns.map((arn) => ({ arn, localMountPath: '/mnt/data' })) },
});

export default defineCases({
  fail: [
    {
      name: 'one more',
      given: [aFunction({ fileSystems: [`${efs}0`] })],
      trail: [mount(human, `${efs}0`, efs)],
      keys: [efs],
    },
    { name: 'a person mounts one', given: [aFunction()], trail: [mount(human, efs)], keys: [efs] },
  ],
  pass: [
    {
      name: 'a person changes something else of a function that nothing is known of',
      trail: [
        {
          name: 'UpdateFunctionConfiguration20150331v2',
          identity: human,
          request: { functionName: 'orders', timeout: 3 },
          response: {
            functionArn: functionArn('orders'),
            role: roleArnOf('orders-role'),
            fileSystemConfigs: [{ arn: efs, localMountPath: '/mnt/data' }],
          },
        },
      ],
    },
    { name: 'it was mounted before', given: [aFunction({ fileSystems: [efs] })], trail: [mount(human, efs)] },
    { name: 'a role mounts one, where nothing was declared', given: [aFunction()], trail: [mount(deployer, efs)] },
    { name: 'mounted and removed again', given: [aFunction()], trail: [mount(human, efs), mount(human)] },
  ],
});
