/** One object a line. */
export const jsonLines = function* (values: Iterable<object>): Generator<string> {
  for (const value of values) yield `${JSON.stringify(value)}\n`;
};

/** One array, readable. */
export const jsonArray = function* (values: Iterable<object>): Generator<string> {
  let any = false;
  for (const value of values) {
    yield `${any ? ',' : '['}\n  ${JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')}`;
    any = true;
  }
  yield any ? '\n]\n' : '[]\n';
};
