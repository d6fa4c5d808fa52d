import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionCommand, qualifiedKey } from '../commands.ts';
import { sourceArns } from '../deputies.ts';
import { evidenceOf, functionStatements, isPublic, statementInWords } from '../exposed.ts';
import { placeOf } from '../ops.ts';

export default defineActivityRule({
  id: 'lambda-trigger-removed',
  title: 'A function was cut off from a service that runs it',
  severity: 'medium',
  detections: ['LAM-11'],
  attack: ['T1489'],
  rationale:
    'Without the permission its trigger calls in vain: events are dropped and nobody sees an error in the function. Where ' +
    'it handles security events, this is how it is silenced.',
  remediation: 'Add the permission again, or remove the trigger too where both are retired.',
  references: ['https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html'],
  subject: 'function',
  calls: { lambda: ['RemovePermission'] },
  needs: [],
  uses: ['resourcePolicy', 'urls'],

  *evaluate({ change, before, resource, context }) {
    const { sid, qualifier } = change.details ?? {};
    if (!isByHand(change.actor, context) || before.resourcePolicy === undefined) return;
    for (const statement of functionStatements(before.resourcePolicy, before.urls, { resource, context })) {
      const { verdict } = statement;
      if (statement.sid !== sid || statement.qualifier !== (qualifier ?? '')) continue;
      // Whoever closes a hole silences nobody who should be heard.
      if (verdict.deputies.length === 0 || verdict.confusedDeputy || isPublic(verdict)) continue;
      const services = verdict.deputies.map(({ service }) => service);
      yield {
        key: statement.key,
        message: `${actorInWords(change.actor)} removed ${statementInWords(statement)}: ${services.join(', ')} can no longer run the function`,
        evidence: evidenceOf(statement),
        remediation: functionCommand('add-permission', resource, {
          qualifier: statement.qualifier,
          'statement-id': statement.sid,
          action: 'lambda:InvokeFunction',
          principal: services[0],
          'source-arn': sourceArns(verdict)[0],
        }),
      };
    }
  },

  closes: (change, key) => {
    const [qualifier = '', sid = ''] = placeOf(change, 'put', 'resourcePolicy') ?? [];
    return qualifiedKey(sid, qualifier) === key;
  },
});
