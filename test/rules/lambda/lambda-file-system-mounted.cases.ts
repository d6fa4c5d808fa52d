import { account, deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const efs = `arn:aws:elasticfilesystem:eu-west-1:${account}:access-point/fsap-1`;
const mount = (identity: typeof human, ...arns: string[]) => ({
  name: 'UpdateFunctionConfiguration20150331v2',
  identity,
  request: { functionName: 'orders', fileSystemConfigs: arns.map((arn) => ({ arn, localMountPath: '/mnt/data' })) },
});

export default defineCases({
  fail: [{ name: 'a person mounts one', given: [aFunction()], trail: [mount(human, efs)], keys: [efs] }],
  pass: [
    { name: 'it was mounted before', given: [aFunction({ fileSystems: [efs] })], trail: [mount(human, efs)] },
    { name: 'a role mounts one, where nothing was declared', given: [aFunction()], trail: [mount(deployer, efs)] },
    { name: 'mounted and removed again', given: [aFunction()], trail: [mount(human, efs), mount(human)] },
  ],
});
