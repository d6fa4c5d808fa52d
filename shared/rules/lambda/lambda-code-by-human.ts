import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { isHuman } from '../../trail/actor.ts';
import { functionCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'lambda-code-by-human',
  title: "A person replaced a function's code",
  severity: 'high',
  detections: ['COD-01'],
  attack: ['T1525', 'T1578'],
  rationale:
    'Whoever replaces the code of a function acts with its execution role from then on, on real data. Code that a ' +
    'person uploads has passed no review and no pipeline; a stolen key looks exactly like this.',
  remediation:
    'Ask the person. If it was not meant, deploy the last good build again and deactivate the credentials that were used.',
  references: ['https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.lambda-overwrite-code/'],
  subject: 'function',
  calls: { lambda: ['UpdateFunctionCode'] },
  needs: [],
  uses: ['code'],

  *evaluate({ change, before, after, resource }) {
    if (!isHuman(change.actor) || change.details?.['dryRun'] === true) return;
    const sha256 = after.code?.sha256;
    if (sha256 !== undefined && sha256 === before.code?.sha256) return;
    yield {
      key: 'code',
      message: `${actorInWords(change.actor)} replaced the code by hand`,
      evidence: {
        from: before.code?.sha256 ?? null,
        to: sha256 ?? null,
        bucket: after.code?.s3Bucket ?? null,
        image: after.code?.imageUri ?? null,
      },
      remediation: `compare what runs with the last good build: ${functionCommand('get-function', resource, { query: 'Code.Location' })}`,
    };
  },
});
