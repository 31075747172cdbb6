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

/** An object with places to fill in among its keys. */
export interface TemplateObject {
  readonly members: readonly (readonly [key: string | TemplateText, value: Template])[];
}

/** A JSON value that may hold places to fill in. */
export type Template =
  | string
  | number
  | boolean
  | TemplateText
  | TemplateObject
  | readonly Template[]
  | { readonly [key: string]: Template };

export function isTemplateText(template: Template): template is TemplateText {
  return typeof template === 'object' && 'parts' in template && Array.isArray(template.parts);
}

export function isTemplateObject(template: Template): template is TemplateObject {
  return typeof template === 'object' && 'members' in template && Array.isArray(template.members);
}

/** The text of a template's string, places holding their default texts. */
export function textOfTemplate(template: string | TemplateText): string {
  return typeof template === 'string'
    ? template
    : template.parts.map((p) => (typeof p === 'string' ? p : p.text)).join('');
}

/** The members of an object, whichever way it is written. */
export function membersOf(
  template: TemplateObject | { readonly [key: string]: Template },
): readonly (readonly [key: string | TemplateText, value: Template])[] {
  return isTemplateObject(template) ? template.members : Object.entries(template as Readonly<Record<string, Template>>);
}

/** A string that is one place to fill in. */
export function stop(number: number, text: string, choices?: readonly string[]): TemplateText {
  return { parts: [choices ? { stop: number, text, choices } : { stop: number, text }] };
}

/** The template with every place holding its default text. */
export function plain(template: Template): JsonValue {
  if (typeof template !== 'object') return template;
  if (Array.isArray(template)) return (template as readonly Template[]).map(plain);
  if (isTemplateText(template)) return textOfTemplate(template);
  return Object.fromEntries(membersOf(template as TemplateObject).map(([k, v]) => [textOfTemplate(k), plain(v)]));
}

/** A JSON value as the template that says the same; undefined where there is none: of null, and of names that mean something else in one. */
export function templateOf(json: JsonValue): Template | undefined {
  return isTemplate(json) ? (json as Template) : undefined;
}

function isTemplate(json: JsonValue): boolean {
  if (typeof json !== 'object') return true;
  if (json === null || 'parts' in json || 'members' in json) return false;
  return (Object.values(json) as readonly JsonValue[]).every(isTemplate);
}
