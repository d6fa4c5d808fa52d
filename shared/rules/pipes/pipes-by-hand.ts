import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'pipes-by-hand',
  title: 'A pipe was made or changed by hand',
  severity: 'medium',
  detections: ['EVB-08', 'IAM-14'],
  attack: ['T1546', 'T1548'],
  rationale:
    'A pipe takes what arrives in a queue or stream, may rewrite it, and hands it to a target with a role that it was ' +
    'given once. Made beside the pipeline it is a tap and a way to stay.',
  remediation: 'Move the pipe into a stack, or delete it.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes.html'],
  subject: 'pipe',
  calls: { pipes: ['CreatePipe', 'UpdatePipe'] },
  needs: ['target', 'role'],
  uses: ['source', 'enrichment'],

  *evaluate({ change, before, after: { source, target, enrichment, role }, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    if (before.target === target && before.role === role && before.enrichment === enrichment) return;
    yield {
      key: 'pipe',
      message: `${actorInWords(change.actor)} leads ${source ?? 'a source that is not known'} to ${target} as ${role}`,
      evidence: { source: source ?? null, target, enrichment: enrichment ?? null, role },
      remediation: awsCommand('pipes delete-pipe', { name: resource.name, region: resource.region }),
    };
  },

  closes: (change) => change.call === 'DeletePipe',
});
