import { defineRule } from '../../engine/rule.ts';

/** Calls that change who may do what, run code elsewhere, hand out credentials or switch watchers off. */
const sensitive =
  /^(?:iam:(?!get|list|simulate|generate)|organizations:(?!describe|list)|sts:|cloudtrail:(?:stop|delete|update|put)|guardduty:(?:delete|update|stop|disassociate)|config:(?:stop|delete)|kms:(?:putKeyPolicy|createGrant|disableKey|scheduleKeyDeletion)|secretsmanager:(?:getSecretValue|batchGetSecretValue|putResourcePolicy)|ssm:(?:sendCommand|startAutomationExecution|getParameter)|lambda:(?:updateFunction|addPermission|createFunction|putFunctionConcurrency|deleteFunction)|ec2:(?:runInstances|modifyInstanceAttribute|authorizeSecurityGroup)|s3:putBucketPolicy)/i;

export default defineRule({
  id: 'states-sensitive-call',
  title: 'A state machine changes permissions, reads secrets or runs code elsewhere',
  severity: 'medium',
  detections: ['SFN-01'],
  attack: ['T1578'],
  rationale:
    'Step Functions can call nearly every API of AWS without any code. A definition that calls these is a program with ' +
    'the means of an attacker, which no code scanner sees.',
  remediation: 'Make sure that the step is meant, and that only the deployment may change the definition.',
  references: ['https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html'],
  subject: 'state-machine',
  needs: ['integrations'],

  *evaluate({ integrations }) {
    for (const call of integrations) {
      if (!sensitive.test(call)) continue;
      yield { key: call, message: `a step calls ${call}`, evidence: { call } };
    }
  },
});
