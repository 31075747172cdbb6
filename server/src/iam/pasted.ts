import { parseArn, type Arn } from './arn.ts';

/** What people have on the clipboard, with the quotes of where they copied it from, or of JSON the name before it and the comma. */
export function unquoted(text: string): string {
  return text
    .trim()
    .replace(/^"[^"]*"\s*:\s*(?=")/, '')
    .replace(/^(["'`])(.*)\1[,;]?$/s, '$2')
    .replace(/^[“”„«‘‚](.*)[”“»’‘][,;]?$/s, '$1')
    .trim();
}

/** An ARN as it was pasted. */
export function pastedArn(text: string): Arn | undefined {
  const value = unquoted(text);
  return value.startsWith('arn:') ? parseArn({ value, holes: [] }) : undefined;
}
