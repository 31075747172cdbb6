import type { SubjectForm, SubjectPart } from '../catalogue/subjectForms.ts';
import { ANY_ONE, HOLE, shown, STAR } from './subjectMarks.ts';

/** What a value says about one part of a subject. */
export interface ReadPart {
  readonly part: SubjectPart;
  /** The piece of the value; wildcards as they stand. */
  readonly text: string;
  /** literal: exactly this. pattern: some of them. open: any. unknown: somebody still fills it in. */
  readonly state: 'literal' | 'pattern' | 'open' | 'unknown';
}

/** Lays a value beside a form: literal text against literal text, the pieces between them into the parts. */
export class Alignment {
  readonly #text: string;
  readonly #segments: SubjectForm['segments'];
  /** Positions that are known to lead nowhere. */
  readonly #dead = new Set<number>();

  readonly #budget: { steps: number };

  constructor(text: string, form: SubjectForm, budget: { steps: number }) {
    this.#text = text;
    this.#budget = budget;
    this.#segments = form.segments;
  }

  read(): readonly ReadPart[] | undefined {
    return this.#from(0, 0, 0, undefined);
  }

  /** @param within how much of the segment's literal text is matched already; @param swallow the mark that reaches over it */
  #from(at: number, segment: number, within: number, swallow: string | undefined): readonly ReadPart[] | undefined {
    const key = ((at * 64 + segment) * 128 + within) * 4 + (swallow === undefined ? 0 : swallow === STAR ? 1 : 2);
    if (this.#dead.has(key)) return undefined;
    const found = this.#step(at, segment, within, swallow);
    if (!found) this.#dead.add(key);
    return found;
  }

  #step(at: number, segment: number, within: number, swallow: string | undefined): readonly ReadPart[] | undefined {
    const text = this.#text;
    const current = this.#segments[segment];
    if (current === undefined)
      return at === text.length ? [] : isMark(text.charAt(at)) && at + 1 === text.length ? [] : undefined;
    if (typeof current !== 'string') return this.#part(at, segment, current, swallow);
    if (within >= current.length) return this.#from(at, segment + 1, 0, swallow);
    const c = text.charAt(at);
    if (isMark(c)) return this.#from(at + 1, segment, within, c);
    if (c !== '' && (c === current.charAt(within) || c === ANY_ONE)) {
      const next = this.#from(at + 1, segment, within + 1, undefined);
      if (next) return next;
    }
    // A wildcard before this point may reach over the literal text too.
    return swallow === undefined ? undefined : this.#from(at, segment, within + 1, swallow);
  }

  #part(at: number, segment: number, part: SubjectPart, swallow: string | undefined): readonly ReadPart[] | undefined {
    const text = this.#text;
    for (let end = at; end <= text.length; end++) {
      const piece = text.slice(at, end);
      if (piece === '' && swallow === undefined) continue;
      if (this.#budget.steps-- <= 0) return undefined;
      if (isMark(text.charAt(end))) continue; // it may go on in this part
      if (!fits(piece, part, swallow !== undefined)) continue;
      const last = piece.charAt(piece.length - 1);
      const reach = isMark(last) ? last : piece === '' ? swallow : undefined;
      const rest =
        this.#from(end, segment + 1, 0, undefined) ??
        (reach === undefined ? undefined : this.#from(end, segment + 1, 0, reach));
      if (rest) return [{ part, text: shown(piece), state: stateOf(piece, swallow) }, ...rest];
    }
    return undefined;
  }
}

function isMark(c: string): boolean {
  return c === STAR || c === HOLE;
}

function stateOf(piece: string, swallow: string | undefined): ReadPart['state'] {
  const marks = (swallow ?? '') + piece;
  if (marks.includes(STAR)) return piece === '' || piece === STAR ? 'open' : 'pattern';
  if (marks.includes(HOLE)) return 'unknown';
  return piece.includes(ANY_ONE) ? 'pattern' : 'literal';
}

/** Whether a piece may be this part: exactly, or with something in place of its wildcards. */
function fits(piece: string, { regex }: SubjectPart, swallowed: boolean): boolean {
  const wild = swallowed || piece.includes(STAR) || piece.includes(HOLE) || piece.includes(ANY_ONE);
  if (!wild) return regex.test(piece);
  const rest = piece.replaceAll(STAR, '').replaceAll(HOLE, '').replaceAll(ANY_ONE, 'a');
  if (rest === '' || /^[\w.-]*$/.test(rest)) return true;
  return FILLINGS.some((filling) => {
    const filled = piece.replaceAll(STAR, filling).replaceAll(HOLE, filling).replaceAll(ANY_ONE, 'a');
    return regex.test(filled) || regex.test(filling + filled);
  });
}

const FILLINGS = ['', 'a', '1', 'a/a', '/a', 'role/a'];
