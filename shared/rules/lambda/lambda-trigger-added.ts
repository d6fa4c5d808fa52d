import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { qualifiedKey } from '../commands.ts';
import { functionStatements, statementInWords, statementViolation } from '../exposed.ts';
import { placeOf } from '../ops.ts';

export default defineActivityRule({
  id: 'lambda-trigger-added',
  title: 'A service that never ran a function before may run it now',
  severity: 'low',
  detections: ['LAM-10'],
  attack: ['T1546'],
  rationale:
    'Each kind of trigger brings input of another shape that the code was never written for. A second way in that appears ' +
    'beside the pipeline is how somebody keeps one.',
  remediation: 'Remove the statement, or move the trigger into the stack of the function.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html'],
  subject: 'function',
  calls: { lambda: ['AddPermission'] },
  needs: ['resourcePolicy'],
  uses: ['urls'],

  *evaluate({ change, before, after, resource, context }) {
    const sid = change.details?.['sid'];
    if (!isByHand(change.actor, context) || before.resourcePolicy === undefined) return;
    const judging = { resource, context };
    const known = functionStatements(before.resourcePolicy, before.urls, judging).flatMap(({ verdict }) =>
      verdict.deputies.map(({ service }) => service),
    );
    // The first trigger of a function is what it was made for.
    if (known.length === 0) return;
    for (const statement of functionStatements(after.resourcePolicy, after.urls, judging)) {
      const added = statement.verdict.deputies.find(({ service }) => !known.includes(service));
      if (statement.sid !== sid || added === undefined) continue;
      yield statementViolation(
        statement,
        resource,
        `${actorInWords(change.actor)} let ${added.service} run the function (${statementInWords(statement)}); so far only ${[...new Set(known)].join(', ')} did`,
      );
    }
  },

  closes: (change, key) => {
    const [qualifier = '', sid = ''] = placeOf(change, 'remove', 'resourcePolicy') ?? [];
    return qualifiedKey(sid, qualifier) === key;
  },
});
