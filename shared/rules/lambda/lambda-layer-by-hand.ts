import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { askedFor } from '../asked.ts';
import { listWithout } from '../ops.ts';

export default defineActivityRule({
  id: 'lambda-layer-by-hand',
  title: 'A layer was added to a function by hand',
  severity: 'medium',
  detections: ['LAY-02'],
  attack: ['T1648'],
  rationale:
    'A layer changes what a function does without touching its code: hashes, reviews and code signing of the package ' +
    'still look right. A person who adds one beside the pipeline is worth a question.',
  remediation:
    'Ask the person. If it was not meant, deploy the function from the pipeline again, which restores its layers.',
  references: ['https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.lambda-layer-extension/'],
  subject: 'function',
  calls: { lambda: ['UpdateFunctionConfiguration'] },
  needs: ['layers'],

  *evaluate({ change, before, after, context }) {
    if (!isByHand(change.actor, context) || !askedFor(change, 'layers')) return;
    for (const layer of after.layers) {
      if (before.layers?.includes(layer)) continue;
      // Another version of a layer that was there before is an update of it.
      const name = layer.slice(0, layer.lastIndexOf(':') + 1);
      const replaced = before.layers?.find((each) => each.startsWith(name));
      yield {
        key: layer,
        message: `${actorInWords(change.actor)} ${replaced === undefined ? 'added' : 'replaced a version of'} the layer ${layer}`,
        evidence: { layer, replaced: replaced ?? null },
      };
    }
  },

  closes: (change, key) => listWithout(change, 'layers', key),
});
