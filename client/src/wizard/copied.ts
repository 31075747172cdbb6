import type { WrittenOutput } from '../../../server/src/protocol.ts';

/** Texts as one for the clipboard: of several each is under the name of its file, since each is in a language of its own. */
export function copied(outputs: readonly WrittenOutput[]): string {
  const [first, ...others] = outputs.map(({ text }) => text);
  return first !== undefined && !others.length
    ? first
    : outputs.map(({ fileName, text }) => `===== ${fileName} =====\n\n${text}`).join('\n');
}
