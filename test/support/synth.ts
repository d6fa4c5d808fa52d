import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { GlobalStack } from '../../infra/global-stack.ts';
import { TrailwardenStack } from '../../infra/trailwarden-stack.ts';
import { checkConfig } from '../../shared/config.ts';

const bare = { 'aws:cdk:bundling-stacks': [], '@aws-cdk/aws-iam:minimizePolicies': true };

/** The template of the stack in us-east-1 for a home Region elsewhere. */
export const synthesizedGlobal = (home: string): Template => {
  const config = checkConfig({}, 'trailwarden.config.json');
  const env = { account: '111122223333', region: 'us-east-1' };
  return Template.fromStack(new GlobalStack(new App({ context: bare }), 'TrailwardenGlobal', { config, home, env }));
};

/** The template of the home Region's stack for a configuration; nothing is bundled. */
export const synthesized = (config: object = {}): { readonly stack: TrailwardenStack; readonly template: Template } => {
  const app = new App({ context: bare });
  const stack = new TrailwardenStack(app, 'Trailwarden', {
    config: checkConfig(config, 'trailwarden.config.json'),
    env: { account: '111122223333', region: 'eu-west-1' },
  });
  return { stack, template: Template.fromStack(stack) };
};
