import { documentOf } from './documents.ts';
import { server } from './server.ts';

/** Megabytes that the server holds after an hour's work on one policy: 200 edits, each with what an editor asks after it. */
export async function memoryAfterWork(): Promise<number> {
  const { connection, memory, stop } = await server();
  const textDocument = { uri: 'file:///bench/role-trust-policy.json' };
  const text = documentOf(2);
  const line = text.slice(0, text.indexOf('sts:AssumeRole')).split('\n').length - 1;
  const character = (text.split('\n')[line] ?? '').indexOf('sts:AssumeRole') + 14;
  const position = { line, character };
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { ...textDocument, languageId: 'json', version: 1, text },
  });
  for (let i = 0; i < 200; i++) {
    const typed = i % 2 === 0;
    const range = { start: position, end: { line, character: character + (typed ? 0 : 1) } };
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { ...textDocument, version: i + 2 },
      contentChanges: [{ range, text: typed ? 'x' : '' }],
    });
    await connection.sendRequest('textDocument/diagnostic', { textDocument });
    await connection.sendRequest('textDocument/codeLens', { textDocument });
  }
  await connection.sendRequest('textDocument/completion', { textDocument, position });
  await connection.sendRequest('textDocument/hover', { textDocument, position });
  const { now } = memory();
  stop();
  return now;
}
