import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 'secretsmanager-rotation-by-hand',
  title: 'A secret got another function that rotates it, by hand',
  severity: 'low',
  detections: ['OTH-02'],
  attack: ['T1555.006', 'T1546'],
  rationale:
    'The function that rotates a secret reads every value of it. Set beside the pipeline it is a trigger and a way to the ' +
    'secret that no template shows.',
  remediation:
    'Move the rotation into the stack of the secret, or cancel it (`aws secretsmanager cancel-rotate-secret`).',
  references: ['https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html'],
  subject: 'secret',
  calls: { secretsmanager: ['RotateSecret'] },
  needs: ['rotationFunction'],

  *evaluate({ change, before, after, context }) {
    const { rotationFunction } = after;
    if (rotationFunction === null || rotationFunction === before.rotationFunction) return;
    if (!isByHand(change.actor, context)) return;
    yield {
      key: rotationFunction,
      message: `${actorInWords(change.actor)} made ${rotationFunction} rotate it`,
      evidence: { before: before.rotationFunction ?? null, function: rotationFunction },
    };
  },

  closes: (_change, key, document) => {
    const rotation = document.facets['rotationFunction'];
    return rotation?.known === true && rotation.value !== key;
  },
});
