import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { identityWrites } from '../identity-calls.ts';

/** Every SDK in a function says so; what is missing proves nothing, what is there does. */
const fromFunction = /AWS_Lambda_|exec-env\/AWS_Lambda/;

export default defineActivityRule({
  id: 'iam-by-function',
  title: 'A function changes identities or permissions',
  severity: 'high',
  detections: ['IAM-10', 'IAM-15'],
  attack: ['T1078.004', 'T1136.003', 'T1098'],
  rationale:
    'Functions rarely have business with users, keys and policies. One that makes them is a tool of administration, or ' +
    'has been taken over and is building itself a way back in.',
  remediation:
    'Find out which function it was and what it was run with, and undo the change. If it is what the function is for, ' +
    'declare its role in `deployRoles`.',
  references: ['https://github.com/RhinoSecurityLabs/pacu/wiki/Module-Details'],
  subject: 'role',
  asActor: true,
  calls: { iam: [...identityWrites] },
  needs: [],
  uses: ['usedBy'],

  *evaluate({ change, after, context }) {
    const users = after.usedBy ?? [];
    const isFunction = users.length > 0 || fromFunction.test(change.actor.userAgent ?? '');
    if (!isFunction || isMeant(change.actor, context)) return;
    const on = change.details?.['on'];
    yield {
      key: `${change.call}${typeof on === 'string' ? ` ${on}` : ''}`,
      message: `${actorInWords(change.actor)} called ${change.call}${typeof on === 'string' ? ` on ${on}` : ''}; ${users.length > 0 ? `the role is the one of ${users.join(', ')}` : 'the call came out of a function'}`,
      evidence: { call: change.call, on: on ?? null, usedBy: [...users] },
    };
  },
});
