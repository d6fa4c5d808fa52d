import { defineActivityRule } from '../../engine/rule.ts';
import { redeploy, tampering } from '../tampering.ts';

const words = {
  UpdateFunctionCode: 'replaced its code',
  UpdateFunctionConfiguration: 'changed its configuration',
  DeleteFunction: 'deleted it',
  PutFunctionConcurrency: 'limited how much of it may run',
  AddPermission: 'let somebody else run it',
  RemovePermission: 'took away who may run it',
  PutFunctionEventInvokeConfig: 'changed where its results go',
  UpdateAlias: 'moved an alias of it',
  DeleteFunctionCodeSigningConfig: 'took away who may sign its code',
};

export default defineActivityRule({
  id: 'trail-own-function-touched',
  title: 'A function of Trailwarden was touched',
  severity: 'critical',
  weighed: false,
  detections: ['TMP-05'],
  attack: ['T1562.001'],
  rationale:
    'Whoever changes the code, the configuration or the concurrency of these functions decides what is found, or that nothing is.',
  remediation: redeploy,
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/security-iam.html'],
  subject: 'function',
  calls: {
    lambda: [
      'UpdateFunctionCode',
      'UpdateFunctionConfiguration',
      'DeleteFunction',
      'PutFunctionConcurrency',
      'AddPermission',
      'RemovePermission',
      'PutFunctionEventInvokeConfig',
      'UpdateAlias',
      'DeleteFunctionCodeSigningConfig',
    ],
  },
  needs: [],

  evaluate: (call) => tampering(call, 'it judges what happens in the account', words),
});
