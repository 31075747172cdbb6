import { abridged } from './printable.ts';

/** Text of a policy as Markdown shows it literally: no markup, link or HTML of its own. */
export function escaped(text: string): string {
  return abridged(text).replace(/[\\`*_{}[\]()<>#+\-.!|~&:@/]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** Text in code type, whatever backticks it holds. */
export function code(text: string): string {
  const safe = abridged(text);
  let longest = 0;
  for (const [run] of safe.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  const gap = safe.startsWith('`') || safe.endsWith('`') || safe.trim() === '' ? ' ' : '';
  return fence + gap + safe + gap + fence;
}

/** @param url an address of our own tables, never of a policy */
export function link(label: string, url: string): string {
  return `[${label}](${url})`;
}

/** Paragraphs; those that are undefined or empty are left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((p) => p !== undefined && p !== '').join('\n\n');
}

/** A list with a dot before each. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
