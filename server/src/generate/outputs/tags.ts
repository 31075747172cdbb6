import type { AnswerCheck } from '../answerChecks.ts';
import type { Tag } from '../role.ts';

/** Tags as people write them, `Purpose=Backup`, or as the CLI takes them, `Key=Purpose,Value=Backup`. */
export function readTags(text: string): readonly Tag[] | undefined {
  const parts = text
    .split(/[,;\n]|\s(?=Key=)/)
    .map((part) => part.trim())
    .filter(Boolean);
  const found = parts[0]?.startsWith(KEY) === true && parts[1]?.startsWith(VALUE) === true ? pairs(parts) : parts;
  const tags = found?.map((part): Tag => {
    const at = part.indexOf('=');
    return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
  });
  return found?.every((part) => part.includes('=')) === true ? tags : undefined;
}

const KEY = 'Key=';
const VALUE = 'Value=';

/** As people write them; undefined where a half is missing. */
function pairs(parts: readonly string[]): readonly string[] | undefined {
  const written: string[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const [key = '', value = ''] = parts.slice(i, i + 2);
    if (!key.startsWith(KEY) || !value.startsWith(VALUE)) return undefined;
    written.push(`${key.slice(KEY.length)}=${value.slice(VALUE.length)}`);
  }
  return written;
}

/** Role tags: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules */
export const tags: AnswerCheck = (value) => {
  const read = readTags(value);
  if (!read) return 'Not a list of tags. Example: Purpose=Backup, Environment=Production';
  if (read.length > MOST_TAGS) return `Roles have at most ${MOST_TAGS} tags (found ${read.length}).`;
  const seen = new Set<string>();
  for (const [key, text] of read) {
    const name = key.toLowerCase();
    if (!/^[\p{L}\p{Z}\p{N}_.:/+@-]{1,128}$/u.test(key))
      return 'Tag keys have up to 128 letters, digits, spaces and _ . : / + - @';
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u.test(text))
      return 'Tag values have up to 256 letters, digits, spaces and _ . : / = + - @';
    if (name.startsWith('aws:')) return 'Tag keys that start with "aws:" are reserved for AWS.';
    if (seen.has(name)) return `Tag keys of a role aren't case-sensitive: "${key}" is there twice.`;
    seen.add(name);
  }
  return undefined;
};

const MOST_TAGS = 50;
