import * as vscode from 'vscode';
import type { Typing } from './typing.ts';
import type { LensData } from '../../../server/src/protocol.ts';

/** What was said above a statement while it could be read. */
interface Said {
  /** Where its statement begins, moved along with the text. */
  offset: number;
  readonly command: vscode.Command;
}

/**
 * Lines above statements that do not flicker: while a statement is typed in and says nothing yet, and while it cannot be read,
 * its last sentence stays.
 */
export class LastLenses {
  readonly #said = new Map<string, Said[]>();
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
    const before = this.#said.get(document.uri.toString()) ?? [];
    const shown = lenses.flatMap((lens): { lens: vscode.CodeLens; offset: number }[] => {
      const offset = document.offsetAt(lens.range.start);
      const { standing, end } = aboutOf(lens);
      const typed = standing !== 'whole' && this.#typing.isIn(document, new vscode.Range(lens.range.start, end));
      if (!typed && standing !== 'broken') return [{ lens, offset }];
      const last = before.find((said) => said.offset === offset);
      if (last) return [{ lens: new vscode.CodeLens(lens.range, last.command), offset }];
      return typed ? [] : [{ lens, offset }];
    });
    this.#said.set(
      document.uri.toString(),
      shown.flatMap(({ lens: { command }, offset }) => (command ? [{ command, offset }] : [])),
    );
    return shown.map(({ lens }) => lens);
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
