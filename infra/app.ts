import { App } from 'aws-cdk-lib';
import { appConfig } from './app-config.ts';
import { globalRegion } from './lanes.ts';
import { TrailwardenStack } from './trailwarden-stack.ts';

const app = new App({
  context: { '@aws-cdk/aws-iam:minimizePolicies': true, '@aws-cdk/core:target-partitions': ['aws'] },
});
const config = appConfig(app);
const account = process.env['CDK_DEFAULT_ACCOUNT'];
const region = config.homeRegion ?? process.env['CDK_DEFAULT_REGION'] ?? globalRegion;

new TrailwardenStack(app, 'Trailwarden', {
  config,
  env: { region, ...(account === undefined ? {} : { account }) },
});
