import { actorInWords } from '../../engine/actors.ts';
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
  calls: { 'cognito-idp': ['UpdateUserPool'] },
  needs: ['triggers'],

  *evaluate({ change, before, after }) {
    const [was, is] = [before.triggers, after.triggers];
    if (was === undefined) return;
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
