import { defineRule } from '../../engine/rule.ts';

const mostNamed = 20;

export default defineRule({
  id: 'account-changes-missed',
  title: 'A sweep found changes that no record had announced',
  severity: 'medium',
  detections: ['TMP-08'],
  attack: ['T1562.008'],
  rationale:
    'Delivery by EventBridge is best effort, but it rarely fails. When what stands in the account differs from what the ' +
    'records told, a trail is off in a Region, a rule was disabled, or somebody kept a record from being written.',
  remediation:
    'Run `trailwarden doctor`: it checks trails, selectors, rules and queues. Then look at the history of the resources ' +
    'named here (`aws cloudtrail lookup-events`).',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event.html'],
  subject: 'account',
  needs: ['missedByEvents'],
  *evaluate({ missedByEvents }) {
    const kinds = Object.entries(missedByEvents)
      .map(([kind, arns]) => ({ kind, resources: Object.keys(arns).length }))
      .sort((a, b) => b.resources - a.resources);
    if (kinds.length === 0) return;
    const missed = Object.values(missedByEvents).flatMap((arns) => Object.entries(arns));
    const facets = missed.reduce((sum, [, each]) => sum + Object.keys(each).length, 0);
    yield {
      key: 'missed',
      message:
        `${missed.length} resource${missed.length === 1 ? '' : 's'} with ${facets} change${facets === 1 ? '' : 's'} that ` +
        `no record announced: ${kinds.map(({ kind, resources }) => `${resources} ${kind}`).join(', ')}`,
      evidence: {
        resources: missed.length,
        changes: facets,
        kinds: Object.fromEntries(kinds.map(({ kind, resources }) => [kind, resources])),
        examples: missed.slice(0, mostNamed).map(([arn, each]) => ({ arn, facets: Object.keys(each).sort() })),
      },
    };
  },
});
