import type { WorkspaceEdit } from 'vscode-languageserver';
import { editsOf, refactorings, type Context, type TextEdit } from '../service.ts';
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
    const { document } = this.#judged;
    const length = edits.reduce((sum, e) => sum + e.newText.length, 0);
    if (length > this.#left) return { data: { uri: document.uri, version: document.version, source } };
    this.#left -= length;
    return { edit: { documentChanges: [toDocumentEdit(document, edits)] } };
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
  const { of, finding, fix, offset, index } = recordOf(recordOf(data)['source']);
  const edits =
    of === 'fix'
      ? editsOfFix(judged, Number(finding), Number(fix), title)
      : of === 'refactoring'
        ? chosen()
        : undefined;
  return edits && { documentChanges: [toDocumentEdit(judged.document, edits)] };

  function chosen(): readonly TextEdit[] | undefined {
    const found = refactorings(judged.policyDocument, Number(offset), context)[Number(index)];
    return found?.title === title ? found.edits : undefined;
  }
}

function editsOfFix(
  { policyDocument, analysis }: AnalysedDocument,
  f: number,
  k: number,
  title: string,
): readonly TextEdit[] | undefined {
  const finding = analysis.findings[f];
  const fix = finding?.fixes[k];
  return finding && fix?.title === title ? editsOf(policyDocument, finding, fix) : undefined;
}
