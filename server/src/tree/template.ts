import type { JsonValue } from './node.ts';

/** A place to fill in. The same number twice is filled in once. 0 is where the cursor ends. */
export interface TabStop {
  readonly stop: number;
  readonly text: string;
  readonly choices?: readonly string[];
}

/** A string with places to fill in. */
export interface TemplateText {
  readonly parts: readonly (string | TabStop)[];
}

/** A JSON value that may hold places to fill in. */
export type Template =
  string | number | boolean | TemplateText | readonly Template[] | { readonly [key: string]: Template };

export function isTemplateText(template: Template): template is TemplateText {
  return typeof template === 'object' && 'parts' in template && Array.isArray(template.parts);
}

/** A string that is one place to fill in. */
export function stop(number: number, text: string, choices?: readonly string[]): TemplateText {
  return { parts: [choices ? { stop: number, text, choices } : { stop: number, text }] };
}

/** The template with every place holding its default text. */
export function plain(template: Template): JsonValue {
  if (typeof template !== 'object') return template;
  if (Array.isArray(template)) return (template as readonly Template[]).map(plain);
  if (isTemplateText(template)) return template.parts.map((p) => (typeof p === 'string' ? p : p.text)).join('');
  return Object.fromEntries(
    Object.entries(template as Readonly<Record<string, Template>>).map(([k, v]) => [k, plain(v)]),
  );
}
