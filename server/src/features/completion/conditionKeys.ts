import { parseOperator } from '../../iam/operators.ts';
import type { TreeEdit } from '../../tree/edit.ts';
import type { TemplateText } from '../../tree/template.ts';
import { textOfTemplate } from '../../tree/template.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';
import { companionEdits } from './companion.ts';
import { fits, likelyKeys } from './conditionKeyRanking.ts';
import { valueTemplate } from './values.ts';

/** Condition keys, ranked by what the statement is for; those that the operator or the principals' requests rule out are left out. */
export const conditionKeyItems: CompletionProvider = (context) => {
  const operator = context.slot.at === 'conditionKey' ? parseOperator(context.slot.operator) : undefined;
  const taken = new Set(context.cursor.siblings.map((s) => s.toLowerCase()));
  return likelyKeys(context.statement)
    .filter((key) => !taken.has(key.name.toLowerCase()) && (!operator || fits(operator, key)))
    .map((key, i): CompletionItem => ({
      label: key.name,
      kind: 'key',
      detail: key.detail,
      insert: { kind: 'key', ...keyAndValue(key.name, context, operator?.family === 'Null') },
      rank: i,
      ...besides(companionEdits(key.name, context.statement)),
    }));
};

/** The changes elsewhere that an item brings. */
export function besides(also: readonly TreeEdit[]): Pick<CompletionItem, 'also'> {
  return also.length ? { also } : {};
}

/** A key with a value to fill in; of a tag's key the tag too. */
export function keyAndValue(
  key: string,
  context: CompletionContext,
  presence = false,
): { readonly name: string | TemplateText; readonly value: TemplateText | string } {
  const name = nameOf(key);
  const first = typeof name === 'string' ? 1 : 2;
  return {
    name,
    value: presence ? 'false' : valueTemplate(textOfTemplate(name), context, first),
  };
}

function nameOf(key: string): string | TemplateText {
  const at = key.indexOf('${');
  if (at < 0) return key;
  const example = key.toLowerCase().startsWith('sts:requestcontext/') ? 'identitystore:UserId' : 'team';
  return { parts: [key.slice(0, at), { stop: 1, text: example }] };
}
