import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import type { Stage } from '../../inventory/kinds/apis.ts';

const protections = {
  accessLogs: 'access logs',
  webAcl: 'the web ACL',
  throttled: 'throttling',
} as const;

const members = Object.keys(protections) as readonly (keyof typeof protections)[];

const isStage = (value: unknown): value is Stage => typeof value === 'object' && value !== null;

export default defineActivityRule({
  id: 'api-stage-protection-removed',
  title: 'A stage of an API lost its logs, firewall or throttling',
  severity: 'medium',
  detections: ['API-09'],
  attack: ['T1562.008'],
  rationale:
    'Without access logs nobody can tell later who called, without the web ACL attacks reach the functions, without ' +
    'throttling anybody can use them up. All three are what is switched off before something else happens.',
  remediation: 'Switch it on again for the stage.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/security-monitoring.html'],
  subject: 'api',
  calls: {
    apigateway: ['UpdateStage', 'DeleteAccessLogSettings'],
    wafv2: ['DisassociateWebACL'],
    'waf-regional': ['DisassociateWebACL'],
  },
  needs: ['stages'],

  *evaluate({ change, before, after }) {
    const stage = change.details?.['stage'];
    if (typeof stage !== 'string') return;
    const [was, is] = [before.stages?.[stage], after.stages[stage]];
    if (is === undefined) return;
    const removed = change.details?.['removed'];
    const outright: readonly unknown[] = Array.isArray(removed) ? removed : [];
    for (const member of members) {
      if (is[member] !== false || was?.[member] === false) continue;
      // Where it is not known what was there, only a call that takes it away outright tells that it was.
      if (was?.[member] !== true && !outright.includes(member)) continue;
      yield {
        key: `${stage} ${member}`,
        message: `${actorInWords(change.actor)} took ${protections[member]} away from the stage ${stage}`,
        evidence: { stage, [member]: false },
      };
    }
  },

  closes: (_change, key, document) => {
    const [member = '', ...name] = key.split(' ').reverse();
    const stages = document.facets['stages'];
    if (!stages?.known) return false;
    const stage = (stages.value as { readonly [name: string]: unknown })[name.reverse().join(' ')];
    return !isStage(stage) || (stage as unknown as { readonly [member: string]: unknown })[member] === true;
  },
});
