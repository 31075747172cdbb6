import type { WorkspaceEdit } from 'vscode-languageserver';
import { editsOf, refactorings, titleOf, type Context, type TextEdit, type WrittenRefactoring } from '../service.ts';
import { toDocumentEdit } from './convert.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import { recordOf } from './given.ts';

/** Where the edits of an action come from, so that they can be worked out again. */
type Source =
  | { readonly of: 'fix'; readonly finding: number; readonly fix: number }
  | { readonly of: 'refactoring'; readonly offset: number; readonly index: number }
  | { readonly of: 'all' };

/** New text that a list of actions carries at most: some rewrite a whole policy, and hardly one of them is chosen. Characters. */
const MOST = 20_000;

/** Edits as actions carry them: at once while they are short, of the others only where they come from. */
export class CarriedEdits {
  readonly #judged: AnalysedDocument;
  #left: number;

  /** @param resolves whether the client asks for the edit of an action that has none */
  constructor(judged: AnalysedDocument, resolves: boolean) {
    this.#judged = judged;
    this.#left = resolves ? MOST : Infinity;
  }

  of(edits: readonly TextEdit[], source: Source): { edit: WorkspaceEdit } | { data: unknown } {
    const length = edits.reduce((sum, e) => sum + e.newText.length, 0);
    if (length > this.#left) return this.later(source);
    this.#left -= length;
    return { edit: { documentChanges: [toDocumentEdit(this.#judged.document, edits)] } };
  }

  /** Where edits come from that take more than the document to work out. */
  later(source: Source): { data: unknown } {
    const { uri, version } = this.#judged.document;
    return { data: { uri, version, source } };
  }
}

/** What an action carries that applies all safe fixes, in the place of an edit. */
export function laterFixAll({ document: { uri, version } }: AnalysedDocument): { data: unknown } {
  const source: Source = { of: 'all' };
  return { data: { uri, version, source } };
}

export function isFixAll(data: unknown): boolean {
  return recordOf(recordOf(data)['source'])['of'] === 'all';
}

/** The edit of an action that was offered without; undefined where there is no such action any more. */
export function laterEdit(
  data: unknown,
  title: string,
  judged: AnalysedDocument,
  context: Context,
): WorkspaceEdit | undefined {
  const { of, finding, fix } = recordOf(recordOf(data)['source']);
  const edits =
    of === 'fix'
      ? editsOfFix(judged, Number(finding), Number(fix), title)
      : laterRefactoring(data, title, judged, context)?.edits;
  return edits && { documentChanges: [toDocumentEdit(judged.document, edits)] };
}

/** The refactoring that an action was offered for; undefined where it was for another thing, or there is no such one any more. */
export function laterRefactoring(
  data: unknown,
  title: string,
  { policyDocument }: AnalysedDocument,
  context: Context,
): WrittenRefactoring | undefined {
  const { of, offset, index } = recordOf(recordOf(data)['source']);
  if (of !== 'refactoring') return undefined;
  const found = refactorings(policyDocument, Number(offset), context)[Number(index)];
  return found && (title === found.title || title === ofAllFiles(found.title)) ? found : undefined;
}

/** The title of what changes other files too, for a client that asks nobody first. */
export function ofAllFiles(title: string): string {
  return `${title} (all files)`;
}

function editsOfFix(
  { policyDocument, analysis }: AnalysedDocument,
  f: number,
  k: number,
  title: string,
): readonly TextEdit[] | undefined {
  const finding = analysis.findings[f];
  const fix = finding?.fixes[k];
  const edits = finding && fix && editsOf(policyDocument, finding, fix);
  return edits && titleOf(policyDocument, fix.title, edits) === title ? edits : undefined;
}
