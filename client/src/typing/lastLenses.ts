import * as vscode from 'vscode';
import type { Typing } from './typing.ts';
import type { LensData } from '../../../server/src/protocol.ts';

/** What was said above a statement while it could be read. */
interface Said {
  /** Where its statement begins, moved along with the text. */
  offset: number;
  /** Undefined above a statement that nobody has seen yet. */
  command: vscode.Command | undefined;
}

/** A lens whose sentence comes when it is seen. */
interface Unseen {
  readonly document: vscode.TextDocument;
  readonly said: Said;
}

/**
 * Lines above statements that do not flicker: while a statement is typed in and says nothing yet, and while it cannot be read,
 * its last sentence stays.
 */
export class LastLenses {
  readonly #said = new Map<string, Said[]>();
  readonly #unseen = new WeakMap<vscode.CodeLens, Unseen>();
  readonly #typing: Typing;

  constructor(typing: Typing) {
    this.#typing = typing;
  }

  changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    let said = this.#said.get(key);
    for (const { rangeOffset, rangeLength, text } of said ? contentChanges : []) {
      said = said?.filter(({ offset }) => offset < rangeOffset || offset >= rangeOffset + rangeLength);
      for (const one of said ?? [])
        if (one.offset >= rangeOffset + rangeLength) one.offset += text.length - rangeLength;
    }
    if (said) this.#said.set(key, said);
  }

  closed(document: vscode.TextDocument): void {
    this.#said.delete(document.uri.toString());
  }

  /** The lenses to show for those that the server sent. */
  choose(document: vscode.TextDocument, lenses: readonly vscode.CodeLens[]): vscode.CodeLens[] {
    const before = new Map(this.#said.get(document.uri.toString())?.map((one) => [one.offset, one]));
    const said: Said[] = [];
    const shown = lenses.flatMap((lens): vscode.CodeLens[] => {
      const offset = document.offsetAt(lens.range.start);
      const last = before.get(offset);
      if (!lens.command) {
        const one = last ?? { offset, command: undefined }; // shared with lenses sent before, which may be seen yet
        said.push(one);
        this.#unseen.set(lens, { document, said: one });
        return [lens];
      }
      const chosen = this.#choice(document, lens, last?.command);
      if (chosen) said.push({ offset, command: chosen.command });
      return chosen ? [chosen] : [];
    });
    this.#said.set(document.uri.toString(), said);
    return shown;
  }

  /** The lens to show where one that was sent without its sentence is seen; undefined where there is nothing to say yet. */
  chooseResolved(lens: vscode.CodeLens, resolved: vscode.CodeLens): vscode.CodeLens | undefined {
    const unseen = this.#unseen.get(lens);
    if (!unseen) return resolved;
    const chosen = this.#choice(unseen.document, resolved, unseen.said.command);
    if (chosen) unseen.said.command = chosen.command;
    return chosen;
  }

  #choice(
    document: vscode.TextDocument,
    lens: vscode.CodeLens,
    last: vscode.Command | undefined,
  ): vscode.CodeLens | undefined {
    const { standing, end } = aboutOf(lens);
    const typed = standing !== 'whole' && this.#typing.isIn(document, new vscode.Range(lens.range.start, end));
    if (!typed && standing !== 'broken') return lens;
    if (last) return new vscode.CodeLens(lens.range, last);
    return typed ? undefined : lens;
  }
}

/** What the server says of a lens beside its sentence. */
interface About {
  readonly standing: LensData['standing'];
  /** Where the statement ends. */
  readonly end: vscode.Position;
}

function aboutOf(lens: vscode.CodeLens): About {
  const data: unknown = 'data' in lens ? lens.data : undefined;
  const { standing, end } = (typeof data === 'object' && data !== null ? data : {}) as Partial<
    Readonly<Record<keyof LensData, unknown>>
  >;
  const { line, character } = (typeof end === 'object' && end !== null ? end : {}) as Partial<
    Readonly<Record<'line' | 'character', unknown>>
  >;
  return {
    standing: standing === 'idle' || standing === 'broken' ? standing : 'whole',
    end:
      typeof line === 'number' && typeof character === 'number' ? new vscode.Position(line, character) : lens.range.end,
  };
}
