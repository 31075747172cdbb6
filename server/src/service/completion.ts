import type { Context } from '../analysis/context.ts';
import { completionsAt, type CompletionItem } from '../features/completion/index.ts';
import { continues, isLiteral, mayBeLiteral, opensAfter } from '../features/completion/unasked.ts';
import type { Rendered } from '../hosts/host.ts';
import { jsonHost } from '../hosts/json/index.ts';
import { mergedNames, knownNamesIn } from '../policy/knownNames.ts';
import type { TextEdit } from '../text/edit.ts';
import type { PolicyDocument } from './document.ts';

/** What fits at an offset, with how it is written there. */
export interface Completion {
  readonly item: CompletionItem;
  readonly rendered: Rendered;
}

/**
 * Likeliest first; `incomplete` when more letters may bring others.
 * @param typed the character after which the list would open by itself; undefined where somebody asked for it
 * @param fileName what the name of the document's file says of who is trusted comes first
 */
export function complete(
  policyDocument: PolicyDocument,
  offset: number,
  { config, now, random, seen }: Context,
  snippets: boolean,
  typed?: string,
  fileName = '',
): { readonly completions: readonly Completion[]; readonly incomplete: boolean } {
  const cursor = jsonHost.locate(policyDocument, policyDocument.extraction, offset);
  if (!cursor || isLiteral(cursor) || (typed !== undefined && !opensAfter(typed, cursor)))
    return { completions: [], incomplete: false };
  const source = cursor.policy;
  const policy = source && policyDocument.policy(source);
  const { items, incomplete } = completionsAt(cursor, policy, {
    ownAccounts: config.ownAccounts,
    organizations: config.trustedOrganizations,
    seen: mergedNames([knownNamesIn(policy ? [policy] : []), ...(seen ? [seen()] : [])]),
    fileName,
    now,
    random,
  });
  const render = jsonHost.rendererAt(policyDocument, cursor, snippets);
  const completions = items.flatMap((item) => written(item) ?? []);
  return {
    completions:
      typed === undefined ? completions : completions.filter(({ rendered }) => continues(rendered.filterText, cursor)),
    incomplete: incomplete || mayBeLiteral(cursor),
  };

  /** What an item needs elsewhere is left out where half-typed text has no place for it: a finding will say what is missing. */
  function written(item: CompletionItem): Completion | undefined {
    const rendered = render(item.insert);
    const here = [...rendered.additional, rendered.edit];
    const also =
      item.also?.length && source ? jsonHost.write(policyDocument, policyDocument.extraction, source, item.also) : [];
    const apart = also !== undefined && !here.some((e) => also.some((a) => meets(a, e)));
    if (!apart && item.opensAlone) return undefined;
    return {
      item,
      rendered: {
        ...rendered,
        filterText: findable(rendered.filterText, item.filter),
        additional: apart ? [...rendered.additional, ...also] : rendered.additional,
      },
    };
  }
}

/** Words that find an item: what is inserted, then others; never a bracket, after which a list would stay and take Enter. */
function findable(label: string, words: string | undefined): string {
  if (words === undefined) return label;
  const plain = words.replace(/[{}[\]]/g, '');
  return label === '' || label === '"' ? label + plain : `${label} ${plain}`;
}

/** Whether two edits overlap, or begin at one place, so that their order would matter. */
function meets(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start || (a.span.start < b.span.end && b.span.start < a.span.end);
}
