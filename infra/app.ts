import { App } from 'aws-cdk-lib';
import { globalRegion } from '../shared/trail/global-services.ts';
import { appConfig } from './app-config.ts';
import { GlobalStack } from './global-stack.ts';
import { TrailwardenStack } from './trailwarden-stack.ts';

const app = new App({
  context: { '@aws-cdk/aws-iam:minimizePolicies': true, '@aws-cdk/core:target-partitions': ['aws'] },
});
const config = appConfig(app);
const account = process.env['CDK_DEFAULT_ACCOUNT'];
const home = config.homeRegion ?? process.env['CDK_DEFAULT_REGION'] ?? globalRegion;
const inRegion = (region: string) => ({ region, ...(account === undefined ? {} : { account }) });

new TrailwardenStack(app, 'Trailwarden', { config, env: inRegion(home) });
if (home !== globalRegion) new GlobalStack(app, 'TrailwardenGlobal', { config, home, env: inRegion(globalRegion) });
