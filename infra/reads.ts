import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { collectorsOf } from '../shared/account/collectors.ts';
import { managedPolicyReads, roleReads } from '../shared/account/iam.ts';
import { functionReads } from '../shared/account/lambda.ts';
import { serviceNames, services } from '../shared/account/services.ts';

const actionsOf = (reads: readonly { readonly actions: readonly string[] }[]): string[] =>
  [...new Set(reads.flatMap(({ actions }) => actions))].sort();

/** What a sweep of some Regions takes: everything that a collector calls, on whatever there is. */
export const readEverything = (regions: readonly string[]): readonly PolicyStatement[] => {
  const actions = (isGlobal: boolean): string[] =>
    actionsOf(
      serviceNames
        .filter((name) => services[name].isGlobal === isGlobal)
        .flatMap((name) => collectorsOf[name].collectors),
    );
  const inRegions = { StringEquals: { 'aws:RequestedRegion': regions } };
  return [
    new PolicyStatement({ actions: actions(true), resources: ['*'] }),
    new PolicyStatement({ actions: actions(false), resources: ['*'], conditions: inRegions }),
  ];
};

/** What reading functions takes: the readers' calls, on the functions of this account and Region. */
export const readFunctions = (scope: Construct): readonly PolicyStatement[] => [
  new PolicyStatement({
    actions: actionsOf(functionReads),
    resources: [
      Arn.format(
        { service: 'lambda', resource: 'function', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME },
        Stack.of(scope),
      ),
    ],
  }),
];

/** What reading roles and their policies takes, in this account. */
export const readIdentities = (scope: Construct): readonly PolicyStatement[] => {
  const on = (resource: string): string =>
    Arn.format({ service: 'iam', region: '', resource, resourceName: '*' }, Stack.of(scope));
  return [
    new PolicyStatement({ actions: actionsOf(roleReads), resources: [on('role')] }),
    new PolicyStatement({ actions: actionsOf(managedPolicyReads), resources: [on('policy')] }),
  ];
};
