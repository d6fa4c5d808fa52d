import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionStatements } from '../exposed.ts';

export default defineActivityRule({
  id: 'lambda-deleted',
  title: 'A function was deleted beside the pipeline',
  severity: 'informational',
  detections: ['FUN-02'],
  attack: ['T1485'],
  rationale:
    'Code, versions and permissions are gone; whatever ran the function calls in vain from now on. While it still had ' +
    'triggers, somebody probably needed it.',
  remediation: 'Deploy the function again from the pipeline if it was not meant.',
  references: ['https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html'],
  subject: 'function',
  calls: { lambda: ['DeleteFunction'] },
  needs: [],
  uses: ['resourcePolicy', 'triggers', 'urls'],

  *evaluate({ change, before, resource, context }) {
    // With a qualifier it was one version.
    if (isMeant(change.actor, context) || !change.ops.some(({ op }) => op === 'delete')) return;
    const statements = functionStatements(before.resourcePolicy ?? {}, before.urls, { resource, context });
    const services = statements.flatMap(({ verdict }) => verdict.deputies.map(({ service }) => service));
    const waiting = [
      ...(before.triggers ?? []).filter(({ enabled }) => enabled).map(({ arn }) => arn),
      ...new Set(services),
      ...Object.keys(before.urls ?? {}).map((qualifier) => (qualifier === '' ? 'its URL' : `the URL of ${qualifier}`)),
    ];
    yield {
      key: 'deleted',
      message: `${actorInWords(change.actor)} deleted the function${waiting.length > 0 ? `, which ${waiting.join(', ')} still ran` : ''}`,
      evidence: { triggers: waiting },
      ...(waiting.length > 0 ? { severity: 'medium' } : {}),
    };
  },
});
