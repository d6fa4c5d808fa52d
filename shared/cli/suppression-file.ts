import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Document, isMap, isSeq, parseDocument } from 'yaml';
import { checkConfig, checkSuppressions, type SuppressionEntry } from '../config.ts';
import { messageOf, TrailwardenError } from '../errors.ts';

const selectors = ['finding', 'rule', 'resource', 'account', 'tag'] as const;

/** Whether two suppressions keep the same findings quiet, whatever their reasons and ends. */
const isAlike = (one: Partial<SuppressionEntry>, other: SuppressionEntry): boolean =>
  selectors.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));

const textOf = (file: string): string => {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  } catch (cause) {
    throw new TrailwardenError('input-unreadable', `${file}: could not be read: ${messageOf(cause)}`, { cause });
  }
};

const read = (file: string): Document => {
  const document: Document = parseDocument(textOf(file));
  document.contents ??= document.createNode([]);
  const [error] = document.errors;
  if (error === undefined) return document;
  const place = error.linePos ? `:${error.linePos[0].line}` : '';
  throw new TrailwardenError('config-invalid', `${file}${place}: expected JSON or YAML: ${messageOf(error)}`);
};

/** Where in a file suppressions stand: at its top, or in a configuration under their name. */
const pathIn = (document: Document, file: string): readonly string[] => {
  if (!isMap(document.contents)) return [];
  if (document.get('suppressions') === undefined) document.set('suppressions', document.createNode([]));
  const inside = document.get('suppressions');
  if (typeof inside !== 'string') return ['suppressions'];
  throw new TrailwardenError('usage', `${file}: its suppressions stand in a file of their own: --file ${inside}`);
};

/**
 * Adds a suppression to a file of suppressions, or to a configuration: JSON or YAML, whose comments and order stay. One
 * that keeps the same findings quiet is replaced. The file is made where there is none.
 * @throws TrailwardenError `config-invalid` where the file is not one, `input-unreadable` where it can not be used; `usage` where its suppressions stand elsewhere, or
 * where nothing is selected
 */
export const addSuppression = (file: string, suppression: SuppressionEntry): 'added' | 'replaced' => {
  if (selectors.every((name) => suppression[name] === undefined)) {
    const options = selectors.map((name) => `--${name}`).join(', ');
    throw new TrailwardenError('usage', `expected what is accepted: at least one of ${options}`);
  }
  const document = read(file);
  const path = pathIn(document, file);
  const list = document.getIn(path);
  const top = path.length === 0 ? document.contents : list;
  if (!isSeq(top)) throw new TrailwardenError('config-invalid', `${file}: expected a list of suppressions`);
  const before = top.toJSON() as readonly Partial<SuppressionEntry>[];
  const index = before.findIndex((each) => isAlike(each, suppression));
  const previous = top.get(index);
  if (!isMap(previous)) top.add(document.createNode(suppression));
  else for (const member of ['until', 'reason'] as const) previous.set(member, suppression[member]);
  if (/\.json$/i.test(file)) {
    write(file, `${JSON.stringify(document.toJSON(), undefined, 2)}\n`, document);
  } else {
    top.flow = false;
    write(file, document.toString({ lineWidth: 0 }), document);
  }
  return index === -1 ? 'added' : 'replaced';
};

/** Nothing is written that could not be read again. */
const write = (file: string, text: string, document: Document): void => {
  const value: unknown = document.toJSON();
  if (Array.isArray(value)) checkSuppressions(value, file);
  else checkConfig(value, file);
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new TrailwardenError('input-unreadable', `${file}: could not be written: ${messageOf(cause)}`, { cause });
  }
};
