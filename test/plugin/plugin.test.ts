import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  Aspects,
  type CfnResource,
  type IPolicyValidationPlugin,
  NestedStack,
  Stack,
  Validations,
} from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as Fn, FunctionUrlAuthType, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { afterAll, expect, it, vi } from 'vitest';
import { TrailwardenAspect } from '../../plugin/aspect.ts';
import { TrailwardenValidation } from '../../plugin/validation.ts';

const folder = mkdtempSync(join(tmpdir(), 'plugin-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const aFunction = (scope: Construct, id = 'Orders'): Fn =>
  new Fn(scope, id, { code: Code.fromInline('x'), handler: 'index.handler', runtime: Runtime.NODEJS_LATEST });

const env = { account: '123456789012', region: 'eu-west-1' };
let outputs = 0;

/** Synthesizes with the plugin and answers what stopped it; `''` where nothing did. */
const report = (build: (app: App) => void, plugin: IPolicyValidationPlugin = new TrailwardenValidation()): string => {
  outputs += 1;
  const app = new App({ outdir: join(folder, String(outputs)) });
  Validations.of(app).addPlugins(plugin);
  build(app);
  const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
  const quiet = vi.spyOn(console, 'log').mockImplementation(() => {});
  try {
    app.synth();
    return '';
  } catch (thrown) {
    return String(thrown);
  } finally {
    silent.mockRestore();
    quiet.mockRestore();
  }
};

it('lets an application through in which nothing is wrong', () => {
  expect(report((app) => void aFunction(new Stack(app, 'Shop', { env })))).toBe('');
});

it('stops the synthesis and names rule, construct and place', () => {
  const text = report((app) => {
    aFunction(new Stack(app, 'Shop', { env })).addToRolePolicy(
      new PolicyStatement({ actions: ['*'], resources: ['*'] }),
    );
  });
  expect(text).toContain('trailwarden::lambda-role-powerful');
  expect(text).toContain('Shop/Orders');
});

it('sees what is wrong between stacks, nested ones too, once each', () => {
  const text = report((app) => {
    const stack = new Stack(app, 'Shop', { env });
    const { role } = aFunction(stack);
    new NestedStack(stack, 'Powers');
    role?.addToPrincipalPolicy(new PolicyStatement({ actions: ['*'], resources: ['*'] }));
  });
  expect(text.match(/trailwarden::lambda-role-powerful/g) ?? []).toHaveLength(1);
});

it('says the same when it is imported by the name of the package', async () => {
  const packaged = await import('trailwarden/plugin');
  const text = report((app) => {
    aFunction(new Stack(app, 'Shop', { env })).addToRolePolicy(
      new PolicyStatement({ actions: ['*'], resources: ['*'] }),
    );
  }, new packaged.TrailwardenValidation());
  expect(text).toContain('trailwarden::lambda-role-powerful');
});

it('annotates the constructs of a stack in a test', () => {
  const stack = new Stack(new App(), 'Shop', { env });
  aFunction(stack).addToRolePolicy(new PolicyStatement({ actions: ['*'], resources: ['*'] }));
  Aspects.of(stack).add(new TrailwardenAspect());
  Annotations.fromStack(stack).hasError(
    '/Shop/Orders/Resource',
    Match.stringLikeRegexp('trailwarden:lambda-role-powerful'),
  );
});

it('takes the decision that a construct holds in its metadata', () => {
  const judged = (accept: boolean) => {
    const stack = new Stack(new App(), 'Shop', { env });
    const url = aFunction(stack).addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    if (accept) {
      const suppress = [{ rule: 'lambda-url-*', reason: 'a public demo', until: '2099-01-01' }];
      (url.node.defaultChild as CfnResource).addMetadata('Trailwarden', { suppress });
    }
    Aspects.of(stack).add(new TrailwardenAspect({ failOn: 'low' }));
    return Annotations.fromStack(stack).findError('*', Match.stringLikeRegexp('trailwarden:lambda-url-unauthenticated'))
      .length;
  };
  expect([judged(false), judged(true)]).toEqual([1, 0]);
});
