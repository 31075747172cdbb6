import { accepts, any, except, type Step, type Takes } from '../text/machine.ts';

/** The rules of one `.gitignore`, as git reads them; but `?` and a class take a character, where git takes a byte. */
export class IgnoreRules {
  /** The last one that matches decides, so it comes first. */
  readonly #rules: readonly Rule[];

  constructor(text: string) {
    this.#rules = text
      .replace(/^\ufeff/, '')
      .split('\n')
      .flatMap((line) => ruleOf(line) ?? [])
      .reverse();
  }

  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  /**
   * Whether a file or folder is left out; undefined where no rule speaks of it. What is in a folder that is left out is not asked.
   * @param path from the folder that the rules lie in, with forward slashes
   */
  leavesOut(path: string, isFolder: boolean): boolean | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const rule = this.#rules.find((r) => (isFolder || !r.folders) && r.matches(r.anchored ? path : name));
    return rule && !rule.takesBack;
  }
}

interface Rule {
  /** Begins with `!`. */
  readonly takesBack: boolean;
  /** Is for folders alone. */
  readonly folders: boolean;
  /** Is about the whole path, not only a name at any depth. */
  readonly anchored: boolean;
  readonly matches: (text: string) => boolean;
}

function ruleOf(line: string): Rule | undefined {
  let pattern = withoutBlanks(line.replace(/\r$/, ''));
  if (pattern === '' || pattern.startsWith('#')) return undefined;
  const takesBack = pattern.startsWith('!');
  if (takesBack) pattern = pattern.slice(1);
  const folders = pattern.endsWith('/');
  if (folders) pattern = pattern.slice(0, -1);
  const anchored = pattern.includes('/');
  if (pattern.startsWith('/')) pattern = pattern.slice(1);
  const matches = pattern === '' ? undefined : matcher(pattern);
  return matches && { takesBack, folders, anchored, matches };
}

/** Blanks at the end count only behind a backslash. */
function withoutBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && line.charAt(end - 1) === ' ') end--;
  let slashes = 0;
  while (slashes < end && line.charAt(end - 1 - slashes) === '\\') slashes++;
  return line.slice(0, slashes % 2 && end < line.length ? end + 1 : end);
}

/** Undefined for a pattern that git cannot read, and which matches nothing. */
function matcher(pattern: string): ((text: string) => boolean) | undefined {
  if (!/[*?[\\]/.test(pattern)) return (text) => text === pattern;
  const ending = /^\*([^*?[\\/]+)$/.exec(pattern)?.[1];
  if (ending !== undefined) return (text) => text.endsWith(ending) && !text.includes('/');
  const steps = stepsOf(pattern);
  return steps && ((text) => accepts(steps, text));
}

const inFolder = except('/');

function stepsOf(pattern: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  /** Git compares what stands before the first wildcard by itself; what is behind it begins anew. */
  const plain = pattern.search(/[*?[\\]/);
  const many = (takes: Takes): void => {
    const loop = steps.length;
    steps.push([loop + 1, loop + 3], takes, [loop]);
  };
  for (let at = 0; at < pattern.length;) {
    const char = pattern.charAt(at);
    if (char === '*') {
      let stop = at;
      while (pattern.charAt(stop) === '*') stop++;
      const whole = stop - at > 1 && (at === plain || pattern.charAt(at - 1) === '/');
      if (whole && pattern.charAt(stop) === '/') {
        // Any folders, or none: past the slash as well.
        const start = steps.length;
        steps.push([start + 1, start + 5]);
        many(any);
        steps.push((c) => c === '/');
        stop++;
      } else {
        // Behind a backslash the slash has to be there.
        many(whole && (stop === pattern.length || pattern.startsWith('\\/', stop)) ? any : inFolder);
      }
      at = stop;
    } else if (char === '?') {
      steps.push(inFolder);
      at++;
    } else if (char === '[') {
      const read = readClass(pattern, at);
      if (!read) return undefined;
      steps.push(read.takes);
      at = read.end;
    } else {
      const literal = char === '\\' ? pattern.charAt(++at) : char;
      if (literal === '') return undefined;
      steps.push((c) => c === literal);
      at++;
    }
  }
  return steps;
}

/** What `[[:alpha:]]` and its like stand for. */
const NAMED: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /[A-Za-z0-9]/],
  ['alpha', /[A-Za-z]/],
  ['blank', /[ \t]/],
  ['cntrl', /[\0-\x1f\x7f]/],
  ['digit', /\d/],
  ['graph', /[!-~]/],
  ['lower', /[a-z]/],
  ['print', /[ -~]/],
  ['punct', /[!-/:-@[-`{-~]/],
  ['space', /[\t-\r ]/],
  ['upper', /[A-Z]/],
  ['xdigit', /[\dA-Fa-f]/],
]);

/** A class that begins at a bracket; undefined when nobody closes it, or it names a kind that there is not. */
function readClass(pattern: string, open: number): { takes: Takes; end: number } | undefined {
  const parts: Takes[] = [];
  let at = open + 1;
  const negated = /[!^]/.test(pattern.charAt(at));
  if (negated) at++;
  /** What a range may begin with. */
  let before: string | undefined;
  for (let first = true; first || pattern.charAt(at) !== ']'; first = false, at++) {
    let char = pattern.charAt(at);
    if (char === '') return undefined;
    if (char === '-' && before !== undefined && !['', ']'].includes(pattern.charAt(at + 1))) {
      const from = before;
      const to = pattern.charAt(++at) === '\\' ? pattern.charAt(++at) : pattern.charAt(at);
      if (to === '') return undefined;
      parts.push((c) => from <= c && c <= to);
      before = undefined;
      continue;
    }
    if (char === '[' && pattern.charAt(at + 1) === ':') {
      const close = pattern.indexOf(']', at + 2);
      if (close < 0) return undefined;
      if (close > at + 2 && pattern.charAt(close - 1) === ':') {
        const named = NAMED.get(pattern.slice(at + 2, close - 1));
        if (!named) return undefined;
        parts.push((c) => named.test(c));
        before = undefined;
        at = close;
        continue;
      }
    } else if (char === '\\') char = pattern.charAt(++at);
    if (char === '') return undefined;
    const only = char;
    parts.push((c) => c === only);
    before = char;
  }
  return { takes: (c) => c !== '/' && negated !== parts.some((takes) => takes(c)), end: at + 1 };
}
