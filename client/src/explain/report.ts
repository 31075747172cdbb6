import type { Range } from 'vscode-languageclient';

/** The server's answer to `explain`. Texts are plain; the pictures are drawn by the server, policy text escaped. */
export interface Report {
  readonly version: number;
  readonly role?: string;
  readonly range: Range;
  readonly statements: readonly {
    readonly name: string;
    readonly sentence: string;
    readonly effect: 'lets in' | 'keeps out' | 'nothing';
    readonly who: readonly string[];
    readonly guards: readonly { readonly phrase: string; readonly test: string }[];
    readonly range: Range;
  }[];
  readonly picture: { readonly svg: string; readonly style: string; readonly file: string; readonly mermaid: string };
  readonly risks: readonly {
    readonly level: 'error' | 'warning' | 'information' | 'hint';
    readonly ruleId: string;
    readonly message: string;
    readonly range: Range;
  }[];
  readonly callers: { readonly notes: readonly string[]; readonly policy?: string };
  readonly revoking: readonly string[];
}
