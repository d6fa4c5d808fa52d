import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';

const USED = /\$\{stageVariables\.(\w+)\}/g;

export default defineActivityRule({
  id: 'api-stage-variable-changed',
  title: 'A stage variable that chooses where an API leads was changed',
  severity: 'medium',
  detections: ['API-09'],
  attack: ['T1546'],
  rationale:
    'Integrations can take the name of their function from a stage variable. Another value sends every call elsewhere ' +
    'at once, without a change of the integration and without a deployment.',
  remediation: 'Set the variable back, unless a release explains the change.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html'],
  subject: 'api',
  calls: { apigateway: ['UpdateStage'] },
  needs: ['stages'],
  uses: ['integrations'],

  *evaluate({ change, before, after, context }) {
    const stage = change.details?.['stage'];
    if (typeof stage !== 'string' || isMeant(change.actor, context)) return;
    const [was, is] = [before.stages?.[stage]?.variables, after.stages[stage]?.variables];
    if (was === undefined || is === undefined) return;
    const used = Object.values(after.integrations ?? {}).flatMap(({ uri }) =>
      [...(uri ?? '').matchAll(USED)].map(([, name]) => name ?? ''),
    );
    for (const name of new Set(used)) {
      if (was[name] === is[name]) continue;
      yield {
        key: `${stage} ${name}`,
        message: `${actorInWords(change.actor)} changed the variable ${name} of the stage ${stage}, which chooses where an integration leads`,
        evidence: { stage, variable: name },
      };
    }
  },
});
