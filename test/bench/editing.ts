import { server } from './server.ts';

const JSON_FILE = { uri: 'file:///bench/role-trust-policy.json', languageId: 'json' };

/** Types a character and asks for diagnostics, many times. */
export async function editTimes(text: string, { uri, languageId } = JSON_FILE): Promise<number[]> {
  const { connection, stop, memory } = await server();
  const textDocument = { uri };
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId, version: 1, text },
  });
  await connection.sendRequest('textDocument/diagnostic', { textDocument });
  const line = text.slice(0, text.indexOf('sts:AssumeRole')).split('\n').length - 1;
  const character = (text.split('\n')[line] ?? '').indexOf('sts:AssumeRole') + 14;
  const times: number[] = [];
  const rounds = text.length > 500_000 ? 20 : 200;
  for (let i = 0; i < rounds; i++) {
    const typed = i % 2 === 0;
    const range = { start: { line, character }, end: { line, character: character + (typed ? 0 : 1) } };
    const start = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { ...textDocument, version: i + 2 },
      contentChanges: [{ range, text: typed ? 'x' : '' }],
    });
    await connection.sendRequest('textDocument/diagnostic', { textDocument });
    if (i >= rounds / 5) times.push(performance.now() - start);
  }
  if (text.length > 500_000)
    console.log(
      `           memory of the server with ${(text.length / 1024 / 1024).toFixed(1)} MB open: ${memory().now.toFixed(0)} MB`,
    );
  stop();
  return times;
}
