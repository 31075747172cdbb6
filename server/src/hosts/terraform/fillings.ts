import type { Hole } from '../../text/holedText.ts';
import type { Filling } from '../settle.ts';
import { literalText } from './places.ts';
import type { Call } from './syntax.ts';

/** What a function fills in to the text that is its first argument; undefined for one that fills in nothing. */
export function fillingOf(text: string, { name, arguments: given }: Call): Filling | undefined {
  switch (name.text) {
    case 'format':
      return { holesOf: verbsIn, meaningOf };
    case 'replace': {
      const what = literalText(text, given[1]) ?? '';
      return { holesOf: (within) => placesOf(what, within), meaningOf };
    }
    default:
      return undefined;
  }
}

/** `%s`, `%[2]q`, `%03d`; `%%` is the character itself. */
function verbsIn(text: string): readonly Hole[] {
  return [...text.matchAll(/%%|%(?:\[\d\])?[#+ 0-9.-]{0,9}[a-z]/gi)].flatMap(({ 0: verb, index: from }) =>
    verb === '%%' ? [] : [hole(from, verb)],
  );
}

function placesOf(what: string, text: string): readonly Hole[] {
  const holes: Hole[] = [];
  if (what === '') return holes;
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length)) holes.push(hole(at, what));
  return holes;
}

function hole(from: number, { length }: string): Hole {
  return { from, to: from + length, reason: 'interpolation' };
}

function meaningOf(): undefined {
  return undefined;
}
