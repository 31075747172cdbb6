import type { ProtocolConnection } from 'vscode-languageserver/node';
import { documentOf } from './documents.ts';

/** The slots that completion is asked in, by the text they stand behind. */
const SLOTS: readonly (readonly [name: string, before: string])[] = [
  ['services', '"Service": "'],
  ['accounts', '"AWS": "'],
  ['providers', '"Federated": "'],
  ['keys', '"StringEquals": {'],
  ['operators', '"Condition": {'],
  ['actions', '"Action": "'],
];

interface Ask {
  readonly connection: ProtocolConnection;
  readonly middle: (times: number[], share?: number) => number;
}

/** Times of completion and hover over stdio, each asked after a key was pressed: nothing is kept from before. Milliseconds. */
export async function askTimes(
  kb: number,
  { connection, middle }: Ask,
): Promise<readonly (readonly [what: string, p50: number, p95: number])[]> {
  const text = documentOf(kb);
  const uri = 'file:///bench/asked-trust-policy.json';
  const textDocument = { uri };
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'json', version: 1, text },
  });
  let version = 1;
  const positionAt = (offset: number): { line: number; character: number } => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };
  const end = positionAt(text.length);
  const measure = async (method: string, offset: number): Promise<number[]> => {
    const times: number[] = [];
    for (let i = 0; i < 120; i++) {
      const typed = i % 2 === 0;
      const range = { start: end, end: typed ? end : { line: end.line, character: end.character + 1 } };
      const start = performance.now();
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range, text: typed ? ' ' : '' }],
      });
      await connection.sendRequest(`textDocument/${method}`, { textDocument, position: positionAt(offset) });
      if (i >= 20) times.push(performance.now() - start);
    }
    return times;
  };
  const rows: [string, number, number][] = [];
  for (const [name, before] of SLOTS) {
    const at = text.indexOf(before, Math.floor(text.length / 3));
    if (at < 0) throw new Error(`no ${before} in the document`);
    const times = await measure('completion', at + before.length);
    rows.push([`completion: ${name}`, middle(times), middle(times, 0.95)]);
  }
  const hovered = text.indexOf('sts:Assume', Math.floor(text.length / 2));
  const times = await measure('hover', hovered);
  rows.push(['hover', middle(times), middle(times, 0.95)]);
  await connection.sendNotification('textDocument/didClose', { textDocument });
  return rows;
}
