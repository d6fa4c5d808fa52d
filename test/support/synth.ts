import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TrailwardenStack } from '../../infra/trailwarden-stack.ts';
import { checkConfig } from '../../shared/config.ts';

/** The template of the home Region's stack for a configuration; nothing is bundled. */
export const synthesized = (config: object = {}): { readonly stack: TrailwardenStack; readonly template: Template } => {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [], '@aws-cdk/aws-iam:minimizePolicies': true } });
  const stack = new TrailwardenStack(app, 'Trailwarden', {
    config: checkConfig(config, 'trailwarden.config.json'),
    env: { account: '111122223333', region: 'eu-west-1' },
  });
  return { stack, template: Template.fromStack(stack) };
};
