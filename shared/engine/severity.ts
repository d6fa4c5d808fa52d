/** The labels of the AWS Security Finding Format, in rising order. */
export const severities = ['informational', 'low', 'medium', 'high', 'critical'] as const;

export type Severity = (typeof severities)[number];

/** Positive where `a` is the more severe one. */
export const compareSeverity = (a: Severity, b: Severity): number => severities.indexOf(a) - severities.indexOf(b);

/** Moves a severity by whole steps and stays inside the scale. */
export const shiftSeverity = (severity: Severity, steps: number): Severity => {
  const last = severities.length - 1;
  const index = Math.min(last, Math.max(0, severities.indexOf(severity) + steps));
  return severities[index] ?? severity;
};
