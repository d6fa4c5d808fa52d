import type { TemplateFix } from '../../finding-json.ts';
import type { TemplateDocument } from '../parse.ts';
import { type Fixable, fixes } from './by-rule.ts';
import { edited } from './edit.ts';

/** The template with what a finding is about put right; `undefined` where that takes a decision. */
export const fixOf = (fixable: Fixable): TemplateFix | undefined => {
  const edits = fixes[fixable.finding.rule]?.(fixable) ?? [];
  const before = fixable.cause.stack.document;
  let document: TemplateDocument | undefined = before;
  for (const edit of edits) document = document && edited(document, edit);
  if (edits.length === 0 || document === undefined || document.text === before.text) return undefined;
  return { file: before.file, before: before.text, after: document.text };
};
