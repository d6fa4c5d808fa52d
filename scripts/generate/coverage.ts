import { detections, uncovered } from '../../shared/rules/detections.ts';

/** Whatever can stand for a row: a rule or a pattern, with its page. */
export interface Covering {
  readonly id: string;
  readonly page: string;
  readonly detections: readonly string[];
}

/** Every row of the catalogue of detections with what stands for it, or why nothing does. */
export const coverage = (covering: readonly Covering[]): string => {
  const rows = Object.entries(detections).map(([id, what]) => {
    const by = covering.filter((each) => each.detections.includes(id));
    const reason = uncovered[id as keyof typeof detections];
    const answer = [
      ...by.map((each) => `[\`${each.id}\`](${each.page})`),
      ...(reason === undefined ? [] : [by.length > 0 ? `in part: ${reason}` : `not detected: ${reason}`]),
    ];
    return { covered: by.length > 0, text: `| ${id} | ${what} | ${answer.join(', ') || 'not yet'} |` };
  });
  const covered = rows.filter((row) => row.covered).length;
  return [
    '# Coverage',
    '',
    `Which rule stands for which detection, and why where there is none. ${covered} of ${rows.length} are covered. [Attacks](attacks.md)`,
    'shows what is found in the trail of a real account that was attacked.',
    '',
    '| id | what | by |',
    '|---|---|---|',
    ...rows.map(({ text }) => text),
    '',
  ].join('\n');
};
