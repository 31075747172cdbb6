import type { Context } from '../analysis/context.ts';
import { completionsAt, type CompletionItem } from '../features/completion/index.ts';
import { continues, isLiteral, mayBeLiteral } from '../features/completion/unasked.ts';
import type { Rendered } from '../hosts/host.ts';
import type { Statement } from '../policy/model.ts';
import { mergedNames, knownNamesIn } from '../policy/knownNames.ts';
import type { TextEdit } from '../text/edit.ts';
import { contains } from '../text/span.ts';
import type { Cursor } from '../tree/cursor.ts';
import type { TreeEdit } from '../tree/edit.ts';
import type { PolicySource } from '../tree/source.ts';
import type { PolicyDocument } from './document.ts';

/** What fits at an offset, with how it is written there. */
export interface Completion {
  readonly item: CompletionItem;
  readonly rendered: Rendered;
}

/** What else is known of whoever wants a list. */
export interface Asked {
  /** The character after which the list would open by itself; undefined where somebody asked for it. */
  readonly typed?: string | undefined;
  /** What the name of the document's file says of who is trusted comes first. */
  readonly fileName?: string;
  /** Something else offers the names of the document's language. */
  readonly namesOffered?: boolean;
}

/** Likeliest first; `incomplete` when more letters may bring others. */
export function complete(
  policyDocument: PolicyDocument,
  offset: number,
  { config, now, random, seen }: Context,
  snippets: boolean,
  { typed, fileName = '', namesOffered = false }: Asked = {},
): { readonly completions: readonly Completion[]; readonly incomplete: boolean } {
  const cursor = policyDocument.cursorAt(offset);
  const silent = typed !== undefined && cursor !== undefined && !policyDocument.host.opensAfter(cursor, typed);
  if (!cursor || isLiteral(cursor) || silent || (namesOffered && cursor.isHostName === true))
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
  const render = policyDocument.rendererAt(cursor, snippets);
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
    const also = item.also?.length && source ? writtenElsewhere(source, item.also) : [];
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

  /** Not in a policy that only begins: where it ends is a guess. Nor where conditions stand that could not be read. */
  function writtenElsewhere(source: PolicySource, edits: readonly TreeEdit[]): TextEdit[] | undefined {
    const statement = policy?.statements.find(({ node }) => cursor?.containers.includes(node));
    if (statement && hidesConditions(statement)) return undefined;
    if (cursor && isUnfinished(cursor)) return undefined;
    return policyDocument.extraction.policies.includes(source.readingOf ?? source)
      ? policyDocument.write(source, edits)
      : undefined;
  }
}

/**
 * Whether a cursor is where conditions get their first lines, which lie where others would be put: without brackets nothing keeps the
 * two apart.
 */
function isUnfinished({ begins, path, containers }: Cursor): boolean {
  return begins !== undefined && path.includes('Condition') && containers.length <= path.length;
}

/** Whether half-typed text stands before the conditions of a statement: what seems to be missing may be among them. */
function hidesConditions({ node, elements, policy }: Statement): boolean {
  const conditions = elements.get('Condition')?.value;
  if (!conditions) return false;
  const before = { start: node.span.start, end: conditions.span.start };
  return policy.source.unreadable.some((span) => contains(before, span));
}

/** Words that find an item: what is inserted, then others; never a bracket, after which a list would stay and take Enter. */
function findable(label: string, words: string | undefined): string {
  if (words === undefined) return label;
  const plain = words.replace(/[{}[\]]/g, '');
  return label === '' || label.endsWith('"') ? label + plain : `${label} ${plain}`;
}

/** Whether two edits overlap, or begin at one place, so that their order would matter. */
function meets(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start || (a.span.start < b.span.end && b.span.start < a.span.end);
}
