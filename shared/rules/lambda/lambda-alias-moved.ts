import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'lambda-alias-moved',
  title: 'An alias was moved by hand',
  severity: 'medium',
  detections: ['COD-06'],
  attack: ['T1578'],
  rationale:
    'An alias decides which version its callers get. Moving it, or giving a share of the traffic to another version, ' +
    'puts code live that no deployment announced, or brings back one with a known hole.',
  remediation: 'Point the alias back at the version that was live, and move it by a deployment.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html'],
  subject: 'function',
  calls: { lambda: ['UpdateAlias'] },
  needs: ['aliases'],

  *evaluate({ change, before, after, resource, context }) {
    const name = change.details?.['alias'];
    if (typeof name !== 'string' || !isByHand(change.actor, context)) return;
    const [was, is] = [before.aliases?.[name], after.aliases[name]];
    if (
      is === undefined ||
      (was?.version === is.version && JSON.stringify(was?.weights) === JSON.stringify(is.weights))
    )
      return;
    const shares = Object.entries(is.weights ?? {}).map(([version, share]) => `${share * 100} % to version ${version}`);
    yield {
      key: `alias:${name}`,
      message: `${actorInWords(change.actor)} moved ${name} ${was?.version === undefined ? '' : `from version ${was.version} `}to ${[`version ${is.version ?? '(not said)'}`, ...shares].join(', ')}`,
      evidence: { alias: name, from: was?.version ?? null, to: is.version ?? null, weights: is.weights ?? {} },
      ...(was?.version === undefined
        ? {}
        : {
            remediation: functionCommand('update-alias', resource, {
              name,
              'function-version': was.version,
              'routing-config': 'AdditionalVersionWeights={}',
            }),
          }),
    };
  },
});
