import { skipBlanks } from '../characters.ts';
import type { Entry } from '../lines.ts';
import { quoteAt, type Spot } from './block.ts';
import { itemsOf, membersOf, type TextOutline } from './outlineOf.ts';
import type { Quote, YamlCursor } from './yamlCursor.ts';

/** How names and values beside a cursor are quoted, else those of the mappings around it. */
export function quotesBeside({ text }: TextOutline, { holder, at, openings }: Spot): YamlCursor['beside'] {
  const [bracket] = openings;
  if (bracket) return inBrackets(text.slice(bracket.start, bracket.start + LOOK));
  const names = [...membersOf(holder), ...membersOf(holder.parent), ...membersOf(holder.parent?.parent)];
  const [name] = names;
  const named: Quote = name ? quoteAt(text, name.start) : '';
  const values = at === 'item' ? itemsOf(holder) : names;
  return { names: named, values: named === '' && at !== 'item' ? '' : firstQuote(text, values) };
}

function firstQuote(text: string, entries: readonly Entry[]): Quote {
  for (const { value, end } of entries) {
    const quote = quoteAt(text, skipBlanks(text, value, end));
    if (quote !== '') return quote;
  }
  return '';
}

/** As JSON, or as YAML has it. */
function inBrackets(text: string): YamlCursor['beside'] {
  const [, names = ''] = /[{,]\s*(["']?)[\w:]+\1\s*:/.exec(text) ?? [];
  const quote: Quote = names === '"' || names === "'" ? names : '';
  return { names: quote, values: quote };
}

/** As much of what stands in brackets as tells how it is written. */
const LOOK = 2000;
