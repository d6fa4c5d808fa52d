import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule, type Violation } from '../../engine/rule.ts';

export default defineActivityRule({
  id: 's3-notification-changed',
  title: 'The notifications of a bucket were changed by hand',
  severity: 'medium',
  detections: ['S3N-01'],
  attack: ['T1546', 'T1489'],
  rationale:
    'A new destination runs with every object from then on; one that is gone means that objects are stored and nobody ' +
    'handles, scans or records them any more.',
  remediation: 'Deploy the stack of the bucket anew, or put the configuration back by hand.',
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html'],
  subject: 'bucket',
  calls: { s3: ['PutBucketNotification'] },
  needs: ['notifications'],

  *evaluate({ change, before, after, context }): Generator<Violation> {
    if (isMeant(change.actor, context)) return;
    const who = actorInWords(change.actor);
    const targets = (all: typeof after.notifications | undefined): readonly string[] =>
      Object.values(all ?? {}).map(({ target }) => target);
    const now = targets(after.notifications);
    const past = targets(before.notifications);
    for (const target of new Set(now.filter((each) => !past.includes(each)))) {
      yield {
        key: target,
        message: `${who} had it notify ${target}`,
        evidence: { target, before: [...past] },
      };
    }
    const lost = past.filter((each) => !now.includes(each));
    // Without a word of what was there, an empty configuration is news.
    if (lost.length > 0 || (now.length === 0 && before.notifications === undefined)) {
      const whom = lost.length > 0 ? lost.join(', ') : 'anybody';
      yield {
        key: 'silenced',
        message: `${who} had it notify ${whom} no more`,
        evidence: { lost: [...lost], left: [...now] },
      };
    }
  },

  closes: (change, key, document) => {
    if (change.call === 'DeleteBucket') return true;
    const facet = document.facets['notifications'];
    if (change.call !== 'PutBucketNotification' || !facet?.known || key === 'silenced') return false;
    return !JSON.stringify(facet.value).includes(JSON.stringify(key));
  },
});
