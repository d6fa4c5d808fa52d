import { defineRule } from '../../engine/rule.ts';
import { parseImage } from '../../image.ts';
import { isForeignAccount } from '../accounts.ts';

export default defineRule({
  id: 'lambda-image-foreign-registry',
  title: 'A function runs a container image of another account',
  severity: 'high',
  detections: ['COD-03'],
  attack: ['T1525'],
  rationale: 'Whoever owns the registry decides what runs with the execution role, now or with the next deployment.',
  remediation: 'Copy the image into a repository of your own, or add the account to `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/images-create.html'],
  subject: 'function',
  needs: ['code'],

  *evaluate({ code }, judging) {
    const image = parseImage(code.imageUri ?? '');
    if (!isForeignAccount(image?.registry, judging)) return;
    yield {
      key: 'image',
      message: `the function runs ${code.imageUri}, from the registry of account ${image?.registry}`,
      evidence: { imageUri: code.imageUri ?? null, registry: image?.registry ?? null },
    };
  },
});
