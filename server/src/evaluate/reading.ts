// What is asked comes from any author: nothing of it is believed to be of its type.

export type Given = Readonly<Record<string, unknown>>;

export function isRecord(given: unknown): given is Given {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

export function recordIn(given: Given, name: string): Given {
  const value = memberOf(given, name);
  return isRecord(value) ? value : NO_MEMBERS;
}

const NO_MEMBERS: Given = {};

export function memberOf(given: Given, name: string): unknown {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}

export function textIn(given: Given, name: string): string | undefined {
  return asText(memberOf(given, name));
}

/** A condition value as IAM has it: a string. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A list of texts; one text is a list of itself. */
export function textsIn(given: Given, name: string): readonly string[] | undefined {
  const value = memberOf(given, name);
  if (Array.isArray(value)) return value.flatMap((item) => asText(item) ?? []);
  const text = asText(value);
  return text === undefined ? undefined : [text];
}

/** The texts of a record by their names, of those that are there. */
export function namedTextsIn(given: Given, name: string): readonly (readonly [name: string, text: string])[] {
  const record = recordIn(given, name);
  return Object.keys(record).flatMap((member): readonly (readonly [string, string])[] => {
    const text = textIn(record, member);
    return text === undefined ? [] : [[member, text]];
  });
}
