import type { PublicAccessBlock } from '../inventory/kinds/data.ts';

const switches = ['blockPublicAcls', 'ignorePublicAcls', 'blockPublicPolicy', 'restrictPublicBuckets'] as const;

/** The switches of Block Public Access that are off now, and were not known to be off before. */
export const switchedOff = (
  before: PublicAccessBlock | null | undefined,
  after: PublicAccessBlock | null,
): readonly string[] =>
  switches.filter((name) => !(after?.[name] ?? false) && !(before !== undefined && !(before?.[name] ?? false)));

export const allSwitchesOn = (block: unknown): boolean =>
  typeof block === 'object' &&
  block !== null &&
  switches.every((name) => (block as Record<string, unknown>)[name] === true);
