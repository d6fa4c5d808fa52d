export interface Policy {
  readonly statements: readonly unknown[];
  readonly problems: readonly unknown[];
}
export const parsePolicy = (input: unknown): Policy => ({ statements: [input], problems: [] });
