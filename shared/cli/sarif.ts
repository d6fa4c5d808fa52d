import type { Finding } from '../engine/finding.ts';
import type { Severity } from '../engine/severity.ts';
import type { PlacedFinding, TemplatePlace } from '../finding-json.ts';
import type { Json, JsonObject } from '../json.ts';
import { changedLines } from './patch.ts';

/** `level` says how bad a *fail* is; for any other kind of result it has to be `none`. */
const levels: { readonly [S in Severity]: string } = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  informational: 'note',
};

/** What code scanning sorts by, 0…10. */
const scores: { readonly [S in Severity]: string } = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  informational: '0.0',
};

const ruleOf = (finding: Finding): JsonObject => ({
  id: finding.rule,
  shortDescription: { text: finding.title },
  help: { text: finding.remediation },
  properties: { tags: ['security', ...finding.attack], 'security-severity': scores[finding.severity] },
});

/** SARIF wants a relative reference with forward slashes, percent-encoded. */
const uriOf = (file: string): string => encodeURI(file.replaceAll('\\', '/')).replaceAll('#', '%23');

const regionOf = ({ line = 1, column }: TemplatePlace): JsonObject => ({
  startLine: line,
  ...(column === undefined ? {} : { startColumn: column }),
});

const locationOf = ({ finding, source }: PlacedFinding): JsonObject => {
  const logical = {
    name: finding.resource.name,
    fullyQualifiedName: source?.logicalId ?? finding.resource.arn,
    kind: finding.resource.kind,
  };
  if (source === undefined) return { logicalLocations: [logical] };
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(source.file) },
      ...(source.line === undefined ? {} : { region: regionOf(source) }),
    },
    logicalLocations: [logical],
  };
};

/** The fix as one replacement, from the first line that it changes to the last. */
const fixesOf = (placed: PlacedFinding): readonly Json[] => {
  const fix = placed.finding.verdict === 'fail' ? placed.fix?.() : undefined;
  if (!fix) return [];
  const { at, removed, added } = changedLines(fix);
  // A last line without an end is replaced up to its last character.
  const old = fix.before.split('\n');
  const isLast = at - 1 + removed.length === old.length;
  const end = isLast
    ? { endLine: old.length, endColumn: (old.at(-1)?.length ?? 0) + 1 }
    : { endLine: at + removed.length, endColumn: 1 };
  return [
    {
      description: { text: placed.finding.remediation },
      artifactChanges: [
        {
          artifactLocation: { uri: uriOf(fix.file) },
          replacements: [
            {
              deletedRegion: { startLine: at, startColumn: 1, ...end },
              insertedContent: { text: `${added.join('\n')}${isLast ? '' : '\n'}` },
            },
          ],
        },
      ],
    },
  ];
};

const kinds: { readonly [V in Finding['verdict']]: string } = { fail: 'fail', unknown: 'open', error: 'review' };

const resultOf = (placed: PlacedFinding, ruleIndex: number): JsonObject => {
  const { finding } = placed;
  const fixes = fixesOf(placed);
  return {
    ruleId: finding.rule,
    ruleIndex,
    kind: kinds[finding.verdict],
    level: finding.verdict === 'fail' ? levels[finding.severity] : 'none',
    message: { text: `${finding.title}: ${finding.message}` },
    locations: [locationOf(placed)],
    ...(fixes.length === 0 ? {} : { fixes }),
    partialFingerprints: { 'trailwardenFinding/v1': finding.id },
    ...(finding.suppression === null
      ? {}
      : { suppressions: [{ kind: 'external', justification: finding.suppression.reason } as Json] }),
    properties: { severity: finding.severity, resource: finding.resource.arn, key: finding.key },
  };
};

/**
 * Findings as one SARIF run. What is resolved is not there any more and is left out.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const toSarif = (findings: readonly PlacedFinding[]): JsonObject => {
  const standing = findings.filter(({ finding }) => finding.status !== 'resolved');
  const rules = new Map<string, { readonly index: number; readonly rule: JsonObject }>();
  for (const { finding } of standing) {
    if (!rules.has(finding.rule)) rules.set(finding.rule, { index: rules.size, rule: ruleOf(finding) });
  }
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Trailwarden', rules: [...rules.values()].map(({ rule }) => rule) } },
        columnKind: 'utf16CodeUnits',
        results: standing.map((placed) => resultOf(placed, rules.get(placed.finding.rule)?.index ?? -1)),
      },
    ],
  };
};
