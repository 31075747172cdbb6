import { inQuotes, isPlain } from '../../server/src/hosts/yaml/write/quoting.ts';
import type { JsonValue } from '../../server/src/tree/node.ts';

/** How a policy may be written in YAML by somebody who has no habits: each part in another way. */
export class AnyLayout {
  #state: number;
  readonly #comments: boolean;

  constructor(seed: number, comments: boolean) {
    this.#state = seed;
    this.#comments = comments;
  }

  /** What stands behind a colon. @param column of the name */
  below(value: JsonValue, column: number): string {
    const isEmpty = typeof value !== 'object' || value === null || !Object.keys(value).length;
    if (isEmpty || this.#chance(0.3)) return ` ${this.#commented(this.#short(value, column))}\n`;
    const isList = Array.isArray(value);
    const inner = column + (isList ? this.#below(4) : 1 + this.#below(4));
    return `${this.#comment()}\n${this.#lines(value, inner)}`;
  }

  #lines(value: JsonValue, column: number): string {
    const indent = ' '.repeat(column);
    if (Array.isArray(value))
      return (value as readonly JsonValue[])
        .map((item) => this.#above(indent) + indent + this.#item(item, column))
        .join('');
    return Object.entries(value as object)
      .map(
        ([key, inner]) => `${this.#above(indent)}${indent}${this.#word(key)}:${this.below(inner as JsonValue, column)}`,
      )
      .join('');
  }

  #item(item: JsonValue, column: number): string {
    const gap = 1 + this.#below(3);
    const isLines = typeof item === 'object' && item !== null && Object.keys(item).length > 0 && this.#chance(0.8);
    if (!isLines) return `-${' '.repeat(gap)}${this.#commented(this.#short(item, column))}\n`;
    const inner = column + 1 + gap;
    const lines = this.#lines(item, inner);
    return this.#chance(0.1) ? `-\n${lines}` : `-${' '.repeat(gap)}${lines.trimStart().replace(/^(?:#.*\n\s*)+/, '')}`;
  }

  /** On one line, or in brackets over several. */
  #short(value: JsonValue, column: number): string {
    if (typeof value === 'string' && value !== '' && !/^\s|\s$|[^ -~]/.test(value) && this.#chance(0.1))
      return `${this.#chance(0.5) ? '|-' : '>-'}\n${' '.repeat(column + 1 + this.#below(3))}${value}`;
    if (typeof value === 'string') return this.#word(value, 'block');
    return this.#brackets(value, this.#chance(0.3) ? ' '.repeat(column + 2) : undefined);
  }

  #brackets(value: JsonValue, indent: string | undefined): string {
    if (typeof value !== 'object' || value === null)
      return typeof value === 'string' ? this.#word(value) : String(value);
    const [open, close] = Array.isArray(value) ? '[]' : '{}';
    const pad = this.#chance(0.3) ? ' ' : '';
    const inner = indent === undefined ? undefined : `${indent}  `;
    const parts = Array.isArray(value)
      ? (value as readonly JsonValue[]).map((item) => this.#brackets(item, inner))
      : Object.entries(value).map(([key, each]) => `${this.#word(key)}: ${this.#brackets(each, inner)}`);
    if (!parts.length) return `${open}${close}`;
    if (inner === undefined) return `${open}${pad}${parts.join(', ')}${pad}${close}`;
    const comma = this.#chance(0.2) ? ',' : '';
    const lines = parts.map((part, i) => `\n${inner}${part}${i < parts.length - 1 ? ',' : comma}${this.#comment()}`);
    return `${open}${lines.join('')}\n${indent ?? ''}${close}`;
  }

  #word(text: string, around: 'block' | 'flow' = 'flow'): string {
    if (isPlain(text, around) && this.#chance(0.6)) return text;
    return inQuotes(text, this.#chance(0.5) ? '"' : "'");
  }

  /** No comment can stand behind a text on lines of its own. */
  #commented(text: string): string {
    return /^[|>]/.test(text) ? text : text + this.#comment();
  }

  #comment(): string {
    return this.#comments && this.#chance(0.3) ? ' # c' : '';
  }

  /** What stands above a line. */
  #above(indent: string): string {
    const comment = this.#comments && this.#chance(0.15) ? `${indent}# above\n` : '';
    return (this.#chance(0.1) ? '\n' : '') + comment;
  }

  #chance(share: number): boolean {
    return this.#next() < share;
  }

  #below(count: number): number {
    return Math.floor(this.#next() * count);
  }

  /** https://en.wikipedia.org/wiki/Linear_congruential_generator */
  #next(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return this.#state / 2 ** 32;
  }
}

/** A policy in a task of Ansible, in any layout. */
export function anyTask(policy: JsonValue, seed: number, comments: boolean): string {
  const value = new AnyLayout(seed, comments).below(policy, 4);
  return `- name: role\n  iam_role:\n    name: app\n    assume_role_policy_document:${value}    state: present\n`;
}
