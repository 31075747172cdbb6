import { trustTemplates, type TrustTemplate } from '../../generate/templates.ts';
import { VERSION } from '../../iam/words.ts';
import type { Template } from '../../tree/template.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';

/** A whole policy for an empty document, one for each kind of trust. */
export const documentItems: CompletionProvider = (context) =>
  offers(context, ({ statements }) => ({ Version: VERSION, Statement: statements }));

/** A whole statement, where one is due. */
export const statementItems: CompletionProvider = (context) =>
  offers(context, ({ statements: [first, ...more] }) => {
    if (first === undefined || (context.cursor.at === 'item' && more.length)) return undefined;
    return context.cursor.at === 'item' ? first : [first, ...more];
  });

function offers(
  context: CompletionContext,
  write: (template: TrustTemplate) => Template | undefined,
): readonly CompletionItem[] {
  const accounts = Object.keys(context.ownAccounts);
  return trustTemplates({ accounts, random: context.random }).flatMap((template, i): CompletionItem[] => {
    const value = write(template);
    if (value === undefined) return [];
    return [
      {
        label: template.label,
        kind: 'template',
        detail: template.detail,
        insert: { kind: 'value', value },
        rank: i,
        filter: `${template.prefix} ${template.label}`,
      },
    ];
  });
}

/** The statement that is offered as the value of Statement. */
export function firstStatement({ ownAccounts, random }: CompletionContext): Template {
  return trustTemplates({ accounts: Object.keys(ownAccounts), random })[0]?.statements[0] ?? {};
}
