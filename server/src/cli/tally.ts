import { LEVELS, type Level } from '../findings.ts';
import { isFixable, isRunFinding, type Reported } from './reported.ts';

/** What was found so far, in numbers. */
export class Tally {
  /** The gravest level of what the rules found. */
  worst: number = LEVELS.length;
  /** Files that were looked at. */
  files = 0;
  readonly #least: number;
  readonly #levels = LEVELS.map(() => 0);
  #with = 0;
  #fixable = 0;
  #unchecked = 0;

  /** @param level the least one that is shown and counted */
  constructor(level: Level) {
    this.#least = LEVELS.indexOf(level);
  }

  /** Of one file. */
  add(findings: readonly Reported[]): void {
    let shown = 0;
    for (const finding of findings) {
      const level = LEVELS.indexOf(finding.level);
      if (isRunFinding(finding)) {
        this.#unchecked++;
        continue;
      }
      this.worst = Math.min(this.worst, level);
      if (level > this.#least) continue;
      shown++;
      this.#levels[level] = (this.#levels[level] ?? 0) + 1;
      if (isFixable(finding)) this.#fixable++;
    }
    if (shown) this.#with++;
  }

  /** One line: `2 problems in 1 of 12 files (1 error, 1 hint), 1 fixable with --fix`. @param fixed how many files were fixed */
  summary(fixed: number): string {
    const kinds = LEVELS.flatMap((level, i) => (this.#levels[i] ? [counted(this.#levels[i], level)] : []));
    const all = this.#levels.reduce((a, b) => a + b, 0);
    const problems = all
      ? `${counted(all, 'problem')} in ${this.#with} of ${counted(this.files, 'file')} (${kinds.join(', ')})`
      : `No problems in ${counted(this.files, 'file')}`;
    const fixable = this.#fixable && !fixed ? `, ${this.#fixable} fixable with --fix` : '';
    const unchecked = this.#unchecked ? `, ${counted(this.#unchecked, 'file')} not checked (see above)` : '';
    return problems + fixable + unchecked + (fixed ? `, ${counted(fixed, 'file')} fixed` : '');
  }
}

/** `1 error`, `2 errors`; what has no plural stays. */
export function counted(count: number, what: string): string {
  return `${count} ${count === 1 || what === 'information' ? what : `${what}s`}`;
}
