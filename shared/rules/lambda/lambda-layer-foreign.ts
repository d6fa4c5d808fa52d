import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { functionCommand } from '../commands.ts';
import { layerPublisher } from '../layer-publishers.ts';

export default defineRule({
  id: 'lambda-layer-foreign',
  title: 'A function runs a layer of an unknown account',
  severity: 'high',
  detections: ['LAY-01'],
  attack: ['T1648', 'T1554'],
  rationale:
    'A layer is code that runs inside the function, before the handler and with its execution role. A layer of an account ' +
    'that nobody knows reads the environment, the requests and the credentials of the function.',
  remediation:
    'Remove the layer, publish a copy you have read from your own account, or add the account to `layerAccounts`.',
  references: ['https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.lambda-layer-extension/'],
  subject: 'function',
  needs: ['layers'],

  *evaluate({ layers }, judging) {
    const known = (account: string): boolean =>
      layerPublisher(account) !== undefined || judging.context.layerAccounts.some((each) => each === account);
    for (const layer of layers) {
      const account = accountOf(layer);
      if (!isForeignAccount(account, judging) || known(account)) continue;
      const kept = layers.filter((each) => each !== layer);
      yield {
        key: layer,
        message: `the function runs the layer ${layer} of account ${account}, which is neither yours nor a known publisher`,
        evidence: { layer, account },
        remediation: `${functionCommand('update-function-configuration', judging.resource)} --layers ${kept.length > 0 ? kept.join(' ') : "''"}`,
      };
    }
  },
});
