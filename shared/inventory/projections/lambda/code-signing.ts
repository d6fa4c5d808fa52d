import { isArn } from '../../../arn.ts';
import type { Change } from '../../../trail/change.ts';
import { type Effect, refOf, stepsOf } from '../../projection.ts';

const steps = stepsOf<'code-signing-config'>();

const onSigningConfig = (change: Change): readonly Effect[] => {
  const answered = change.response.object('codeSigningConfig');
  const arn = answered.string('codeSigningConfigArn') ?? change.request.string('codeSigningConfigArn');
  if (arn === undefined || !isArn(arn)) return [];
  const ref = refOf(change, 'code-signing-config', arn, arn.slice(arn.lastIndexOf(':') + 1));
  if (change.name.startsWith('Delete')) return [{ ref, ops: [{ op: 'delete' }] }];
  const policies = (answered.has('codeSigningPolicies') ? answered : change.request).object('codeSigningPolicies');
  const policy = policies.string('untrustedArtifactOnDeployment');
  const created = change.name.startsWith('Create');
  return [
    {
      ref,
      ops: [
        ...(created ? [{ op: 'create' } as const] : []),
        ...steps.set('untrustedArtifactOnDeployment', policy ?? (created ? 'Warn' : undefined)),
      ],
    },
  ];
};

/** The calls on configurations of code signing, which functions name. */
export const codeSigningCalls = {
  CreateCodeSigningConfig: onSigningConfig,
  UpdateCodeSigningConfig: onSigningConfig,
  DeleteCodeSigningConfig: onSigningConfig,
};
