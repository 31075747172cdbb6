import type { Template } from './template.ts';

/** Text as it stands in a template: signs that would open a hole are doubled, in quotes it is escaped. */
export function encoded(form: Template['form'], text: string): string {
  const doubled = text.replace(/([$%])(?=\{)/g, '$1$1');
  if (form === 'heredoc') return doubled;
  const escaped = JSON.stringify(doubled).slice(1, -1);
  return escaped.replace(/\\(.)/g, (escape, sign: string) => JSON_ONLY.get(sign) ?? escape);
}

/** Escapes of JSON that HCL does not have. */
const JSON_ONLY: ReadonlyMap<string, string> = new Map([
  ['b', String.raw`\u0008`],
  ['f', String.raw`\u000c`],
]);
