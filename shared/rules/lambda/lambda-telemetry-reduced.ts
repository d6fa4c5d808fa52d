import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';
import { valueSet } from '../ops.ts';

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const quieter = (from: string | undefined, to: string | undefined): boolean =>
  to !== undefined &&
  levels.indexOf(to) >= levels.indexOf('ERROR') &&
  levels.indexOf(to) > levels.indexOf(from ?? 'INFO');

export default defineActivityRule({
  id: 'lambda-telemetry-reduced',
  title: 'A function tells less about itself than before',
  severity: 'low',
  detections: ['CFG-05'],
  attack: ['T1562.008'],
  rationale:
    'Traces and logs are what shows afterwards what a function did. They are switched off, thinned out or sent to another ' +
    'log group to hide it.',
  remediation: 'Set tracing and logging of the last deployment again.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html'],
  subject: 'function',
  calls: { lambda: ['UpdateFunctionConfiguration'] },
  needs: [],
  uses: ['tracing', 'logging'],

  *evaluate({ change, before, after, resource }) {
    const who = actorInWords(change.actor);
    if (before.tracing === 'Active' && after.tracing === 'PassThrough') {
      yield {
        key: 'tracing',
        message: `${who} switched tracing off`,
        evidence: { from: before.tracing, to: after.tracing },
        remediation: functionCommand('update-function-configuration', resource, { 'tracing-config': 'Mode=Active' }),
      };
    }
    const [from, to] = [before.logging, after.logging];
    if (quieter(from?.applicationLogLevel, to?.applicationLogLevel)) {
      yield {
        key: 'log-level',
        message: `${who} raised the log level to ${to?.applicationLogLevel}: the function logs next to nothing`,
        evidence: { from: from?.applicationLogLevel ?? null, to: to?.applicationLogLevel ?? null },
      };
    }
    if (from?.logGroup !== undefined && to?.logGroup !== undefined && from.logGroup !== to.logGroup) {
      yield {
        key: 'log-group',
        message: `${who} sent the logs from ${from.logGroup} to ${to.logGroup}`,
        evidence: { from: from.logGroup, to: to.logGroup },
        severity: 'medium',
        remediation: functionCommand('update-function-configuration', resource, {
          'logging-config': `LogGroup=${from.logGroup}`,
        }),
      };
    }
  },

  closes: (change, key) => key === 'tracing' && valueSet(change, 'tracing') === 'Active',
});
