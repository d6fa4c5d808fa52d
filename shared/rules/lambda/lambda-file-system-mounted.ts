import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { askedFor } from '../asked.ts';
import { listWithout } from '../ops.ts';

export default defineActivityRule({
  id: 'lambda-file-system-mounted',
  title: 'A file system was mounted into a function by hand',
  severity: 'medium',
  detections: ['CFG-05'],
  attack: ['T1530'],
  rationale:
    'A mounted file system gives the function everything that is stored there, and gives whoever else writes to it a way ' +
    'to put code in front of the function.',
  remediation: 'Remove the mount, or move it into the stack of the function.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html'],
  subject: 'function',
  calls: { lambda: ['UpdateFunctionConfiguration'] },
  needs: ['fileSystems'],

  *evaluate({ change, before, after, context }) {
    if (!isByHand(change.actor, context) || !askedFor(change, 'fileSystemConfigs')) return;
    for (const arn of after.fileSystems) {
      if (before.fileSystems?.includes(arn)) continue;
      yield { key: arn, message: `${actorInWords(change.actor)} mounted ${arn}`, evidence: { fileSystem: arn } };
    }
  },

  closes: (change, key) => listWithout(change, 'fileSystems', key),
});
