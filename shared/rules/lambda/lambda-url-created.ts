import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionCommand, qualifiedKey, qualifierInWords } from '../commands.ts';
import { placeOf } from '../ops.ts';

export default defineActivityRule({
  id: 'lambda-url-created',
  title: 'A function got an address of its own',
  severity: 'informational',
  detections: ['URL-04'],
  attack: ['T1133'],
  rationale:
    'A function URL is a way in that passes no gateway, no firewall and no throttle. It is worth knowing when one ' +
    'appears, even where callers have to sign their requests.',
  remediation: 'Delete the URL where nothing needs it.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-urls.html'],
  subject: 'function',
  calls: { lambda: ['CreateFunctionUrlConfig'] },
  needs: ['urls'],

  *evaluate({ change, after, before, resource }) {
    for (const [qualifier, { authType }] of Object.entries(after.urls)) {
      if (before.urls?.[qualifier] !== undefined) continue;
      // Without authentication it is a finding of its own.
      if (authType === 'NONE') continue;
      yield {
        key: qualifiedKey('url', qualifier),
        message: `${actorInWords(change.actor)} gave ${qualifierInWords(qualifier)} a URL with auth type ${authType}`,
        evidence: { qualifier, authType },
        remediation: functionCommand('delete-function-url-config', resource, { qualifier }),
      };
    }
  },

  closes: (change, key) => {
    const [qualifier] = placeOf(change, 'remove', 'urls') ?? [];
    return qualifier !== undefined && qualifiedKey('url', qualifier) === key;
  },
});
