import type { Exposure, ExposureContext } from '../../../shared/policy/exposure.ts';

/** One statement (or several) and how far it has to be found open. */
export interface ExposureCase {
  readonly name: string;
  readonly statement: object | readonly object[];
  readonly context?: Partial<ExposureContext>;
  readonly exposure: Exposure;
  readonly confusedDeputy?: boolean;
  /** Words that the reason has to hold. */
  readonly why?: string;
}

export const own = '111111111111';
export const other = '222222222222';
export const trusted = '333333333333';
export const organization = 'o-own0000000';

export const lambda = (parts: object) => ({ Effect: 'Allow', Action: 'lambda:InvokeFunction', ...parts });
export const anyone = (action: string, condition?: object, parts: object = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: action,
  Resource: '*',
  ...(condition && { Condition: condition }),
  ...parts,
});
export const service = (name: string, condition?: object, parts: object = {}) =>
  lambda({ Principal: { Service: name }, ...(condition && { Condition: condition }), ...parts });
export const aws = (...named: readonly string[]) => lambda({ Principal: { AWS: named } });
export const trust = (principal: object | string, condition?: object) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRole',
  ...(condition && { Condition: condition }),
});
export const trustContext = { type: 'trust' } as const;
export const provider = `arn:aws:iam::${own}:oidc-provider/token.actions.githubusercontent.com`;
export const github = (condition: object) => ({
  Effect: 'Allow',
  Principal: { Federated: provider },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: condition,
});
export const claim = (name: string) => `token.actions.githubusercontent.com:${name}`;
