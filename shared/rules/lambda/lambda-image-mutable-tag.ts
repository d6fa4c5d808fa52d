import { defineRule } from '../../engine/rule.ts';
import { parseImage } from '../../image.ts';
import { awsCommand } from '../commands.ts';

export default defineRule({
  id: 'lambda-image-mutable-tag',
  title: 'A function names its container image by a tag that moves',
  severity: 'low',
  detections: ['COD-03'],
  attack: ['T1525'],
  rationale:
    'The next deployment takes whatever image carries the tag then: whoever may push to the repository changes what ' +
    'runs without touching the function.',
  remediation: 'Deploy by digest, or by a tag of its own for each build in a repository whose tags can not be moved.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html'],
  subject: 'function',
  needs: ['code'],

  *evaluate({ code }) {
    const image = parseImage(code.imageUri ?? '');
    // A tag of its own for each build does not move; these names are meant to.
    if (
      image === undefined ||
      image.digest !== undefined ||
      !/^(?:latest|stable|main|master|live|prod(?:uction)?)$/i.test(image.tag ?? 'latest')
    )
      return;
    yield {
      key: 'image',
      message: `the image is named by the tag ${image.tag ?? 'latest'}, which is moved with every build`,
      evidence: { imageUri: code.imageUri ?? null },
      remediation: `find the digest and deploy by it: ${awsCommand('ecr describe-images', {
        'repository-name': image.repository,
        'image-ids': `imageTag=${image.tag ?? 'latest'}`,
        region: image.region,
      })}`,
    };
  },
});
