import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { sourceVersion } from '../../shared/doctor/version.ts';
import type { Context } from '../../shared/engine/context.ts';
import { variables } from '../../shared/lane/environment.ts';
import { bundle } from './bundle.ts';

export interface SmallFunctionProps {
  /** Its folder in `functions/`. */
  readonly code: string;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  /** All it may do, beside writing its own log. */
  readonly statements: readonly PolicyStatement[];
  readonly timeout: Duration;
  /** Where it judges: what the operator said, put beside the bundle because variables are too small for it. */
  readonly context?: Context;
}

/** A function with its log, and with a role that may do what it was said to do and nothing else. */
export class SmallFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: SmallFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Inline, so that nothing which uses the role can come before its permissions.
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: props.description,
      inlinePolicies: {
        Declared: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [logGroup.logGroupArn],
            }),
            ...props.statements,
          ],
        }),
      },
    });
    this.function = new LambdaFunction(this, 'Function', {
      code: bundle(props.code, props.context),
      handler: 'index.handler',
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: props.timeout,
      role: this.role,
      logGroup,
      environment: { ...props.environment, [variables.version]: sourceVersion() },
    });
  }
}
