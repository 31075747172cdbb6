import { namedAfterKinds, serviceTemplates, vendorTemplates } from '../../generate/namedTemplates.ts';
import type { TrustTemplate } from '../../generate/templateParts.ts';
import { trustTemplates } from '../../generate/templates.ts';
import { found, wordsOf } from '../../text/wordSearch.ts';
import { VERSION } from '../../iam/vocabulary.ts';
import type { Insert } from '../../tree/cursor.ts';
import type { Template } from '../../tree/template.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';

/** A whole policy for an empty document, one for each kind of trust. */
export const documentItems: CompletionProvider = (context) =>
  offers(context, ({ statements }) => value({ Version: VERSION, Statement: statements }));

/** The same where the braces stand already, and no statement yet. */
export const restItems: CompletionProvider = (context) => {
  const { siblings, keyOnly } = context.cursor;
  if (keyOnly || siblings.includes('Statement')) return [];
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
  const { typed } = context.cursor;
  return offered(context).flatMap((template, i): CompletionItem[] => {
    const insert = write(template);
    if (insert === undefined) return [];
    const { label, detail, prefix, words } = template;
    // What was found by a word is found by what was typed, whatever a client looks at.
    const filter = `${typed} ${prefix} ${label} ${words}`.trimStart();
    return [{ label, kind: 'template', detail, insert, rank: i, prefix, filter }];
  });
}

/** More rows than anybody looks through. */
const MOST = 60;
/** More that have the same word in their name are found by typing it. */
const MOST_NAMED = 3;

/** Kinds of trust, and what is typed among services and vendors; what the name of the file says first. */
function offered({ cursor, ownAccounts, random, fileName }: CompletionContext): readonly TrustTemplate[] {
  const given = { accounts: Object.keys(ownAccounts), random };
  const kinds = trustTemplates(given);
  const others = [...serviceTemplates(given), ...vendorTemplates()];
  const named = [...namedAfterKinds(kinds, fileName), ...others.filter(({ names }) => names(fileName))].slice(
    0,
    MOST_NAMED,
  );
  const rest = (all: readonly TrustTemplate[]): readonly TrustTemplate[] => all.filter((one) => !named.includes(one));
  const listed = [...named, ...rest(kinds)];
  const typed = cursor.typed.toLowerCase();
  if (!wordsOf(typed).length) return listed;
  const all = [...listed, ...rest(others)];
  const isPrefix = typed.startsWith(PREFIX) || (typed.length > 2 && PREFIX.startsWith(typed));
  const fit = isPrefix ? all.filter(({ prefix }) => prefix.startsWith(typed)) : found(typed, all);
  return fit.slice(0, MOST);
}

/** What every snippet's name begins with. */
const PREFIX = 'trust-';

/** The statement that is offered as the value of Statement. */
export function firstStatement({ ownAccounts, random }: CompletionContext): Template {
  return trustTemplates({ accounts: Object.keys(ownAccounts), random })[0]?.statements[0] ?? {};
}
