import { defineActivityRule } from '../../engine/rule.ts';
import { redeploy, tampering } from '../tampering.ts';

const words = {
  DeleteTable: 'deleted it',
  UpdateTable: 'changed it',
  PutResourcePolicy: 'changed who may read and write it',
  ExportTableToPointInTime: 'exported it',
  EnableKinesisStreamingDestination: 'had its changes sent to a stream',
};

export default defineActivityRule({
  id: 'trail-own-table-touched',
  title: 'A table of Trailwarden was touched',
  severity: 'critical',
  detections: ['TMP-06'],
  attack: ['T1562.001'],
  rationale:
    'What Trailwarden knows and has found stands in this table. Whoever deletes or opens it deletes the findings, or reads where the weak points are.',
  remediation: redeploy,
  references: ['https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html'],
  subject: 'table',
  calls: {
    dynamodb: [
      'DeleteTable',
      'UpdateTable',
      'PutResourcePolicy',
      'ExportTableToPointInTime',
      'EnableKinesisStreamingDestination',
    ],
  },
  needs: [],

  evaluate: (call) => tampering(call, 'it holds the inventory and the findings', words),
});
