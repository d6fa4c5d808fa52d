import type { Json } from '../../json.ts';
import type { ProblemLog, RawTemplate } from '../raw.ts';

export const transformSam = (
  template: RawTemplate,
  _values: ReadonlyMap<string, Json>,
  _log: ProblemLog,
): RawTemplate => template;
