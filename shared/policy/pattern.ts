/** True where `text` is matched by `pattern`, in which `*` stands for any text and `?` for one character. */
export const wildcardMatch = (pattern: string, text: string): boolean => {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    const c = pattern.charCodeAt(p);
    if (c === 42) {
      star = p++;
      mark = t;
    } else if (c === 63 || c === text.charCodeAt(t)) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern.charCodeAt(p) === 42) p++;
  return p === pattern.length;
};

export const hasWildcard = (pattern: string): boolean => pattern.includes('*') || pattern.includes('?');

/**
 * True only where everything that `inner` matches is matched by `outer` as well. `inner`'s own wildcards are read as
 * characters that only a wildcard of `outer` takes: a `*` of `inner` needs a `*`, so the answer is never a wrong yes.
 */
export const patternCovers = (outer: string, inner: string): boolean => {
  if (outer === inner || outer === '*') return true;
  if (!hasWildcard(outer)) return false;
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < inner.length) {
    const c = outer.charCodeAt(p);
    const d = inner.charCodeAt(t);
    if (c === 42) {
      star = p++;
      mark = t;
    } else if ((c === 63 && d !== 42) || (c === d && d !== 42)) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (outer.charCodeAt(p) === 42) p++;
  return p === outer.length;
};

const isWild = (code: number): boolean => code === 42 || code === 63;

/** False where the literal beginnings or ends of two patterns differ already. */
const endsAgree = (a: string, b: string): boolean => {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const c = a.charCodeAt(i);
    const d = b.charCodeAt(i);
    if (c === 42 || d === 42) break;
    if (c !== d && !isWild(c) && !isWild(d)) return false;
  }
  for (let i = 1; i <= shorter; i++) {
    const c = a.charCodeAt(a.length - i);
    const d = b.charCodeAt(b.length - i);
    if (c === 42 || d === 42) break;
    if (c !== d && !isWild(c) && !isWild(d)) return false;
  }
  return true;
};

/** True where some text is matched by both patterns. */
export const patternsOverlap = (a: string, b: string): boolean => {
  if (a === '*' || b === '*') return true;
  if (!hasWildcard(a)) return wildcardMatch(b, a);
  if (!hasWildcard(b)) return wildcardMatch(a, b);
  if (!endsAgree(a, b)) return false;
  if (patternCovers(a, b) || patternCovers(b, a)) return true;
  // reach[j]: the first i characters of `a` and the first j of `b` match some common text.
  let reach = new Uint8Array(b.length + 1);
  reach[0] = 1;
  for (let j = 1; j <= b.length; j++) reach[j] = b.charCodeAt(j - 1) === 42 ? (reach[j - 1] ?? 0) : 0;
  for (let i = 1; i <= a.length; i++) {
    const c = a.charCodeAt(i - 1);
    const next = new Uint8Array(b.length + 1);
    next[0] = c === 42 ? (reach[0] ?? 0) : 0;
    for (let j = 1; j <= b.length; j++) {
      const d = b.charCodeAt(j - 1);
      const open = c === 42 || d === 42;
      next[j] = open ? (reach[j] ?? 0) | (next[j - 1] ?? 0) : c === 63 || d === 63 || c === d ? (reach[j - 1] ?? 0) : 0;
    }
    reach = next;
  }
  return reach[b.length] === 1;
};

/** The six parts of an ARN pattern; `undefined` where there are fewer, as in `*` or `arn:aws:s3*`. */
const segments = (pattern: string): readonly string[] | undefined => {
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < 5; i++) {
    const colon = pattern.indexOf(':', from);
    if (colon < 0) return undefined;
    parts.push(pattern.slice(from, colon));
    from = colon + 1;
  }
  parts.push(pattern.slice(from));
  return parts;
};

const bySegment = (a: string, b: string, test: (a: string, b: string) => boolean): boolean => {
  const left = segments(a);
  const right = left && segments(b);
  if (!left || !right) return test(a, b);
  for (let i = 0; i < 6; i++) if (!test(left[i] ?? '', right[i] ?? '')) return false;
  return true;
};

/**
 * Matches an ARN part by part: a wildcard does not reach over the first five colons, but does so within the resource.
 * A pattern of fewer parts (`arn:aws:sqs:*`) is matched as a whole, as its wildcard has to reach beyond a colon.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export const arnMatch = (pattern: string, arn: string): boolean => {
  if (pattern === '*') return true;
  return hasWildcard(pattern) ? bySegment(pattern, arn, wildcardMatch) : pattern === arn;
};

/**
 * Matches as `ArnLike` does: each of the six parts by itself, so that a pattern of fewer parts matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const arnLike = (pattern: string, arn: string): boolean =>
  pattern === '*' || (segments(pattern) !== undefined && segments(arn) !== undefined && arnMatch(pattern, arn));

/** As `patternCovers`, part by part. */
export const arnCovers = (outer: string, inner: string): boolean =>
  outer === '*' || bySegment(outer, inner, patternCovers);

/** As `patternsOverlap`, part by part. */
export const arnsOverlap = (a: string, b: string): boolean =>
  a === '*' || b === '*' || bySegment(a, b, patternsOverlap);
