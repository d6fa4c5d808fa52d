import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'lambda-handler-changed',
  title: 'A function was given another handler or runtime by hand',
  severity: 'medium',
  detections: ['CFG-03'],
  attack: ['T1574'],
  rationale:
    'The handler says which code of the package, or of a layer, is the entry. Changing it runs other code than before ' +
    'although the package and its hash stay the same; an older runtime brings known holes back.',
  remediation: 'Set the handler and runtime of the last deployment again.',
  references: ['https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html'],
  subject: 'function',
  calls: { lambda: ['UpdateFunctionConfiguration'] },
  needs: [],
  uses: ['handler', 'runtime'],

  *evaluate({ change, before, after, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    for (const part of ['handler', 'runtime'] as const) {
      const [from, to] = [before[part], after[part]];
      if (from === undefined || from === null || to === undefined || from === to) continue;
      yield {
        key: part,
        message: `${actorInWords(change.actor)} changed the ${part} from ${from} to ${to ?? 'none'}`,
        evidence: { from, to },
        remediation: functionCommand('update-function-configuration', resource, { [part]: from }),
      };
    }
  },
});
