import type { Operator } from '../iam/operators.ts';
import { hasWildcard } from '../iam/wildcards.ts';

/** What the values of a key look like. */
export interface Form {
  /** Behind the key: `is an account ID (12 digits)`. */
  readonly says: string;
  /** Whether a value of the key can be this. */
  test(value: string): boolean;
  /** Whether a value can match a pattern of `*` and `?`; what is not sure counts as yes. */
  matches(pattern: string): boolean;
  /** Each character, where nothing but characters and length makes the form: then a part of a value can be judged too. */
  readonly characters: RegExp | undefined;
  /** What parts values that somebody wrote into one string; undefined where a value may hold such a character itself. */
  readonly separator: RegExp | undefined;
  /** Stands for a value that is still to be filled in. */
  readonly place?: string;
}

const BETWEEN = /[,;\s]/;

/** A form told by how values start and by their characters. */
export function form(says: string, test: Form['test'], characters: RegExp, start = ''): Form {
  return {
    says,
    test,
    matches: (pattern) => areAll(characters, literals(pattern)) && mayStart(pattern, start),
    characters: undefined,
    separator: BETWEEN,
  };
}

/** A form that is characters and a length, and nothing else. */
export function alphabet(says: string, characters: RegExp, least: number, most: number, separator?: RegExp): Form {
  return {
    says,
    test: (value) => areAll(characters, value) && value.length >= least && value.length <= most,
    matches: (pattern) => areAll(characters, literals(pattern)) && pattern.replaceAll('*', '').length <= most,
    characters,
    separator,
  };
}

/** IDs one behind the other, a slash behind each; the last kind of them any number of times. */
export function path(says: string, kinds: readonly Pick<PathPart, 'start' | 'test'>[]): Form {
  const kind = (i: number): PathPart | undefined => kinds[i] ?? kinds.at(-1);
  const areWhole = (ids: readonly string[]): boolean => ids.every((id, i) => kind(i)?.test(id));
  const test = (value: string): boolean => value.endsWith('/') && areWhole(value.split('/').slice(0, -1));
  return {
    says,
    test,
    matches: (pattern) => {
      if (!areAll(/[a-z0-9/-]/, literals(pattern)) || pattern.includes('//')) return false;
      const head = literalStart(pattern);
      if (head.length === pattern.length) return test(head);
      const ids = head.split('/');
      const last = ids.pop() ?? '';
      return areWhole(ids) && mayStart(`${last}*`, kind(ids.length)?.start ?? '') && /[*?/]$/.test(pattern);
    },
    characters: undefined,
    separator: BETWEEN,
  };
}

interface PathPart {
  readonly start: string;
  test(id: string): boolean;
}

/** Whether values of a key can match a pattern, in any case where the operator ignores it. */
export function matchesPattern(form: Form, pattern: string, { base }: Operator): boolean {
  return form.matches(pattern) || (base.endsWith('IgnoreCase') && form.matches(pattern.toLowerCase()));
}

/** Whether a value of a key can be this, or match it where the operator has wildcards. */
export function mayBe(form: Form, value: string, operator: Operator): boolean {
  if (operator.wildcards && hasWildcard(value)) return matchesPattern(form, value, operator);
  return form.test(value) || (operator.base.endsWith('IgnoreCase') && form.test(value.toLowerCase()));
}

/** Values that somebody wrote into one string, each by itself; none where there is one only, or something else among them. */
export function severalIn(
  value: string,
  isOne: (part: string) => boolean,
  separator: RegExp = BETWEEN,
): readonly string[] {
  if (!separator.test(value)) return NONE;
  const parts = value
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 1 && parts.every(isOne) ? parts : NONE;
}

const NONE: readonly string[] = [];

/** The first character that a form has not. */
export function strangeIn({ characters }: Form, text: string): string | undefined {
  return characters && firstBut(characters, text);
}

function areAll(characters: RegExp, text: string): boolean {
  return firstBut(characters, text) === undefined;
}

function firstBut(characters: RegExp, text: string): string | undefined {
  for (const character of text) if (!characters.test(character)) return character;
  return undefined;
}

function literals(pattern: string): string {
  return pattern.replace(/[*?]/g, '');
}

/** What stands before the first wildcard of a pattern. */
function literalStart(pattern: string): string {
  return pattern.split(/[*?]/, 1)[0] ?? '';
}

function mayStart(pattern: string, start: string): boolean {
  const head = literalStart(pattern);
  return head.startsWith(start) || (head.length < pattern.length && start.startsWith(head));
}
