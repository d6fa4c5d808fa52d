import type { Projections } from '../projection.ts';
import { cloudtrail } from './cloudtrail.ts';
import { dynamodb } from './dynamodb.ts';
import { ecr } from './ecr.ts';
import { events, schemas } from './events.ts';
import { kinesis } from './kinesis.ts';
import { kms } from './kms.ts';
import { s3 } from './s3.ts';
import { pipes, scheduler } from './scheduling.ts';
import { secretsmanager } from './secretsmanager.ts';
import { sns } from './sns.ts';
import { sqs } from './sqs.ts';
import { ssm } from './ssm.ts';
import { accessAnalyzer, cloudformation, config, guardduty, organizations, securityhub } from './watchers.ts';

/** Events and messages, stored data and its keys, and what watches all of it. */
export const messagingAndData: readonly Projections[] = [
  events,
  schemas,
  scheduler,
  pipes,
  sns,
  sqs,
  s3,
  dynamodb,
  kinesis,
  ecr,
  kms,
  secretsmanager,
  ssm,
  cloudtrail,
  config,
  guardduty,
  securityhub,
  accessAnalyzer,
  cloudformation,
  organizations,
];
