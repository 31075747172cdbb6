import * as fs from 'node:fs';
import * as path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

/** Every string of the client that a person reads, in the file that translations start from. */
export async function strings(): Promise<string> {
  const files = fs
    .readdirSync('client/src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => ({ extension: '.ts', contents: fs.readFileSync(path.join('client/src', file), 'utf8') }));
  const found = await getL10nJson(files);
  const sorted = Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}
