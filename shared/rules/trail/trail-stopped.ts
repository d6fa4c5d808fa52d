import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

const words: { readonly [call: string]: string } = {
  StopLogging: 'stopped it',
  DeleteTrail: 'deleted it',
  DeleteEventDataStore: 'deleted it with everything that it holds',
  StopEventDataStoreIngestion: 'stopped it',
};

export default defineActivityRule({
  id: 'trail-stopped',
  title: 'A trail was stopped or deleted',
  severity: 'critical',
  detections: ['TMP-01'],
  attack: ['T1562.008'],
  rationale:
    'Without a trail that logs, no call is recorded any more and none is delivered to EventBridge: this may be the last ' +
    'thing that anybody hears of the account.',
  remediation: 'Start the trail again, or make it anew; then look at everything the actor did before.',
  references: ['https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html'],
  subject: 'trail',
  calls: { cloudtrail: ['StopLogging', 'DeleteTrail', 'DeleteEventDataStore', 'StopEventDataStoreIngestion'] },
  needs: [],

  *evaluate({ change, resource }) {
    yield {
      key: /^Delete/.test(change.call) ? 'deleted' : 'stopped',
      message: `${actorInWords(change.actor)} ${words[change.call] ?? change.call}`,
      evidence: { call: change.call },
      ...(change.call === 'StopLogging'
        ? { remediation: awsCommand('cloudtrail start-logging', { name: resource.arn, region: resource.region }) }
        : {}),
    };
  },

  closes: (change, key) =>
    key === 'stopped'
      ? change.call === 'StartLogging' || change.call === 'StartEventDataStoreIngestion'
      : change.call === 'CreateTrail' || change.call === 'RestoreEventDataStore',
});
