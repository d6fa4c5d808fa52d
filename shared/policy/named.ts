/** Some names of many: the first few, and how many there are beside them. JSON through and through. */
export type Named = {
  readonly named: readonly string[];
  readonly more: number;
};

/** Names in a sentence: `table orders, bucket images and 3 more`. */
export const namedInWords = ({ named, more }: Named): string =>
  more === 0 ? named.join(', ') : `${named.join(', ')} and ${more} more`;
