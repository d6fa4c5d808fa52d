const cache = new Map<string, RegExp>();

/** Whether a text matches a pattern in which `*` stands for anything and `?` for one character; case matters. */
export const matchesGlob = (text: string, pattern: string): boolean => {
  if (!pattern.includes('*') && !pattern.includes('?')) return text === pattern;
  let compiled = cache.get(pattern);
  if (compiled === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replace(/\?/g, '.');
    compiled = new RegExp(`^${source}$`, 's');
    cache.set(pattern, compiled);
  }
  return compiled.test(text);
};
