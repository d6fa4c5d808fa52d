import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

/** What only tells of a sign-in afterwards can not decide one. */
const bystanders = ['PostConfirmation', 'PostAuthentication', 'CustomMessage'];

const inWords = (was: string | undefined, is: string | undefined): string =>
  was === undefined
    ? `is now ${is}`
    : is === undefined
      ? `was taken away (it was ${was})`
      : `is now ${is} (it was ${was})`;

export default defineActivityRule({
  id: 'cognito-trigger-changed',
  title: 'What decides a sign-in to a user pool was changed',
  severity: 'high',
  detections: ['COG-01'],
  attack: ['T1556'],
  rationale:
    'Triggers confirm users, check and answer challenges, migrate users with their passwords and write claims into tokens. ' +
    'Another function there is another judge of who is who.',
  remediation: 'Set the trigger back, unless a release explains the change (UpdateUserPool sets all of them at once).',
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html',
  ],
  subject: 'user-pool',
  calls: { 'cognito-idp': ['CreateUserPool', 'UpdateUserPool'] },
  needs: ['triggers'],

  *evaluate({ change, before, after, context }) {
    const [was, is] = [before.triggers, after.triggers];
    if (was === undefined) {
      // Every update names all triggers, so what is new can not be told; made by hand it is worth a look all the same.
      if (!isByHand(change.actor, context)) return;
      for (const [trigger, target] of Object.entries(is))
        yield {
          key: trigger,
          message: `${actorInWords(change.actor)} set the trigger ${trigger} to ${target}; what it was before is not known`,
          evidence: { trigger, before: null, after: target },
          severity: 'medium',
        };
      return;
    }
    for (const trigger of new Set([...Object.keys(was), ...Object.keys(is)])) {
      if (was[trigger] === is[trigger]) continue;
      yield {
        key: trigger,
        message: `${actorInWords(change.actor)} changed the trigger ${trigger}: it ${inWords(was[trigger], is[trigger])}`,
        evidence: { trigger, before: was[trigger] ?? null, after: is[trigger] ?? null },
        ...(bystanders.includes(trigger) ? { severity: 'medium' as const } : {}),
      };
    }
  },
});
