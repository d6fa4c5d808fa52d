import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule, type Violation } from '../../engine/rule.ts';
import type { Json } from '../../json.ts';
import { askedFor } from '../asked.ts';

export default defineActivityRule({
  id: 'trail-narrowed',
  title: 'A trail sees less than before, or delivers elsewhere',
  severity: 'high',
  detections: ['TMP-02'],
  attack: ['T1562.008'],
  rationale:
    'In the Regions that the trail does not see any more, and in IAM where global services are left out, nobody watches. ' +
    'With another bucket or key, whoever owns it decides who may read the records.',
  remediation: 'Update the trail as it was (`aws cloudtrail update-trail`), or deploy its stack anew.',
  references: ['https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html'],
  subject: 'trail',
  calls: { cloudtrail: ['UpdateTrail', 'UpdateEventDataStore'] },
  needs: [],
  uses: ['multiRegion', 'globalServices', 'bucket', 'kmsKey'],

  *evaluate({ change, before, after, context }) {
    const who = actorInWords(change.actor);
    const claim = (key: string, message: string, was: Json, is: Json): Violation => ({
      key,
      message: `${who} ${message}`,
      evidence: { what: key, before: was, after: is },
    });
    const lost = (facet: 'multiRegion' | 'globalServices', member: string): boolean =>
      after[facet] === false && before[facet] !== false && (before[facet] === true || askedFor(change, member));
    if (lost('multiRegion', 'isMultiRegionTrail') || lost('multiRegion', 'multiRegionEnabled')) {
      yield claim('regions', 'had it watch one Region only', before.multiRegion ?? null, false);
    }
    if (lost('globalServices', 'includeGlobalServiceEvents')) {
      yield claim('global', 'had it leave out IAM and other global services', before.globalServices ?? null, false);
    }
    if (isMeant(change.actor, context)) return;
    const { bucket, kmsKey } = after;
    if (typeof bucket === 'string' && before.bucket !== bucket && (before.bucket || askedFor(change, 's3BucketName'))) {
      yield claim('bucket', `had it deliver to ${bucket}`, before.bucket ?? null, bucket);
    }
    if (kmsKey !== undefined && before.kmsKey !== kmsKey && (before.kmsKey || askedFor(change, 'kmsKeyId'))) {
      const how = kmsKey === null ? 'took its key away' : `had it encrypt with ${kmsKey}`;
      yield claim('key', how, before.kmsKey ?? null, kmsKey);
    }
  },

  closes: (change, key) => {
    if (change.call === 'DeleteTrail') return true;
    const facet = key === 'regions' ? 'multiRegion' : key === 'global' ? 'globalServices' : undefined;
    return facet !== undefined && change.ops.some((op) => op.op === 'set' && op.facet === facet && op.value === true);
  },
});
