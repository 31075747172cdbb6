import { loggable } from '../../text/printable.ts';
import type { Reported } from '../reported.ts';
import type { Format } from './format.ts';

/** One array, an object for each finding. */
export class Json implements Format {
  #first = true;

  begin(): string {
    return '[';
  }

  finding(finding: Reported): string {
    const before = this.#first ? '\n' : ',\n';
    this.#first = false;
    return `${before}${jsonLines(finding, '  ')}`;
  }

  end(): string {
    return this.#first ? ']\n' : '\n]\n';
  }
}

/** JSON keeps names as they are, in its own escapes: also of what a terminal or a build log would obey and JSON would let stand. */
export function jsonLines(value: unknown, indent = ''): string {
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => indent + loggable(line))
    .join('\n');
}
