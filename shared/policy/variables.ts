/** What a policy variable stands for: its values, `null` where it is known to be absent, `undefined` where unknown. */
export type Lookup = (name: string) => string | null | undefined;

const variable = /\$\{([^}]*)\}/g;

export const hasVariable = (text: string): boolean => text.includes('${');

/**
 * Puts values for the variables of a pattern. Values are taken literally: a wildcard in one must not widen the pattern,
 * so it is answered as `unknown`, as is a pattern with a variable that nobody knows. `absent` where a variable has no
 * value and no default: such a pattern matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export const substitute = (pattern: string, lookup: Lookup): string | 'absent' | 'unknown' => {
  let outcome: 'absent' | 'unknown' | undefined;
  const text = pattern.replace(variable, (_, inside: string) => {
    // ${*}, ${?} and ${$} are the characters themselves; a placeholder that no ARN or value holds stands for them.
    if (inside === '$') return '$';
    if (inside === '*' || inside === '?') return literalOf(inside);
    const comma = inside.indexOf(',');
    const name = (comma < 0 ? inside : inside.slice(0, comma)).trim();
    const value = lookup(name.toLowerCase());
    if (value === undefined) {
      outcome = 'unknown';
      return '';
    }
    if (value !== null) return value.replace(/[*?]/g, literalOf);
    if (comma < 0) {
      outcome ??= 'absent';
      return '';
    }
    return inside
      .slice(comma + 1)
      .trim()
      .replace(/^'(.*)'$/, '$1')
      .replace(/[*?]/g, literalOf);
  });
  if (outcome) return outcome;
  return text.includes('${') ? 'unknown' : text;
};

const literals: ReadonlyMap<string, string> = new Map([
  ['*', '\uE000'],
  ['?', '\uE001'],
]);
const literalOf = (wildcard: string): string => literals.get(wildcard) ?? wildcard;

/** The same replacement for a text that is compared with a substituted pattern. */
export const withLiterals = (text: string): string =>
  text.includes('*') || text.includes('?') ? text.replace(/[*?]/g, literalOf) : text;

/** True where a wildcard was taken literally. */
export const hasLiteralWildcard = (text: string): boolean => text.includes('\uE000') || text.includes('\uE001');
