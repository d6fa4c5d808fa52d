import { defineRule } from '../../engine/rule.ts';
import { matchesGlob } from '../../glob.ts';

export default defineRule({
  id: 'lambda-code-foreign-bucket',
  title: 'The code of a function came from a bucket that deployments do not use',
  severity: 'high',
  detections: ['COD-02'],
  attack: ['T1195.002'],
  rationale:
    'Whoever may write to the bucket decides what runs with the execution role. Packages that bypass the buckets of the ' +
    'pipeline were not built by it.',
  remediation:
    'Deploy the function from the pipeline again. Where the bucket is one of its own, add it to `deployBuckets`; nothing ' +
    'is judged until that lists at least one.',
  references: ['https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html'],
  subject: 'function',
  needs: ['code'],

  *evaluate({ code }, { context }) {
    const { s3Bucket, s3Key } = code;
    if (s3Bucket === undefined || context.deployBuckets.length === 0) return;
    if (context.deployBuckets.some((pattern) => matchesGlob(s3Bucket, pattern))) return;
    yield {
      key: 'bucket',
      message: `the code was taken from the bucket ${s3Bucket}, which is none of the declared deployment buckets`,
      evidence: { s3Bucket, s3Key: s3Key ?? null, sha256: code.sha256 ?? null },
    };
  },
});
