import type { HostAdapter } from '../host.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { TreeEdit } from '../../tree/edit.ts';
import type { ValueNode } from '../../tree/node.ts';
import type { PolicySource } from '../../tree/source.ts';
import { extract } from './extract.ts';
import { locate } from './locate.ts';
import { parse, type ParsedText } from './parse.ts';
import { rendererAt } from './render.ts';
import { write } from './write.ts';

/** Trust policies in JSON documents. */
export const jsonHost: HostAdapter = {
  extract,
  locate,
  rendererAt,
  write: (document, extraction, policy, edits) => write(document.text, policy, extraction.problems, edits),
};

/** Any JSON text as a tree, for files that hold no policy. */
export function parseJson(text: string): ParsedText {
  return parse(text);
}

/** Tree edits of such a text. */
export function writeJson(text: string, root: ValueNode, edits: readonly TreeEdit[]): TextEdit[] | undefined {
  const source: PolicySource = {
    root,
    kind: 'unknown',
    place: 'document',
    toldBy: 'user',
    owner: undefined,
    template: undefined,
    layers: [],
    unreadable: [],
    slice: text,
  };
  return write(text, source, [], edits);
}
