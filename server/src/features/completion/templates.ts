import { trustTemplates, type TrustTemplate } from '../../generate/templates.ts';
import { VERSION } from '../../iam/vocabulary.ts';
import type { Insert } from '../../tree/cursor.ts';
import type { Template } from '../../tree/template.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';

/** A whole policy for an empty document, one for each kind of trust. */
export const documentItems: CompletionProvider = (context) =>
  offers(context, ({ statements }) => value({ Version: VERSION, Statement: statements }));

/** The same where the braces stand already, and no statement yet. */
export const restItems: CompletionProvider = (context) => {
  const { siblings, colonFollows } = context.cursor;
  if (colonFollows || siblings.includes('Statement')) return [];
  const version: readonly (readonly [string, Template])[] = siblings.includes('Version') ? [] : [['Version', VERSION]];
  return offers(context, ({ statements }) => ({
    kind: 'members',
    members: [...version, ['Statement', statements]],
  }));
};

/** A whole statement, where one is due. */
export const statementItems: CompletionProvider = (context) =>
  offers(context, ({ statements: [first, ...more] }) => {
    if (first === undefined || (context.cursor.at === 'item' && more.length)) return undefined;
    return value(context.cursor.at === 'item' ? first : [first, ...more]);
  });

const value = (template: Template): Insert => ({ kind: 'value', value: template });

function offers(
  context: CompletionContext,
  write: (template: TrustTemplate) => Insert | undefined,
): readonly CompletionItem[] {
  const accounts = Object.keys(context.ownAccounts);
  return trustTemplates({ accounts, random: context.random }).flatMap((template, i): CompletionItem[] => {
    const insert = write(template);
    if (insert === undefined) return [];
    return [
      {
        label: template.label,
        kind: 'template',
        detail: template.detail,
        insert,
        rank: i,
        prefix: template.prefix,
        filter: `${template.prefix} ${template.label}`,
      },
    ];
  });
}

/** The statement that is offered as the value of Statement. */
export function firstStatement({ ownAccounts, random }: CompletionContext): Template {
  return trustTemplates({ accounts: Object.keys(ownAccounts), random })[0]?.statements[0] ?? {};
}
