import { listed } from '../text/listed.ts';

/** How those of whom a sentence is about are spoken of: a role or service (`it sends`), people or several (`they send`). */
export type Person = 'it' | 'they';

/** Who a sentence is about, in the pieces by which several can be grouped: `role deploy in account 111122223333`. */
export interface Phrase {
  /** What stands first: `role`, `any workflow`; empty where the name says it all. */
  readonly noun: string;
  /** Before several names; without it names are not grouped. */
  readonly nouns?: string;
  /** As the policy has it: never capitalized. */
  readonly name?: string;
  /** What narrows it, from the outside in: `in acme/app`, `on branch main`. */
  readonly details: readonly string[];
  readonly person: Person;
  /** Stands for all there are. */
  readonly isEveryone?: true;
}

/** One phrase as text. */
export function phraseText({ noun, name, details }: Phrase): string {
  return [noun, name, ...details].filter((piece) => piece !== undefined && piece !== '').join(' ');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Several phrases as one list, in which what is common is said once; of more than `most` the rest is counted. */
export function phrasesText(phrases: readonly Phrase[], word: 'and' | 'or', most = 3): string {
  const texts = [...groupsOf(phrases)].map((group) => groupText(group, word));
  return sharedText(phrases, word, most) ?? listed([...new Set(texts)], word, most);
}

/** Phrases that differ in their names only stay together: `roles a and b in account 1`. */
function groupsOf(phrases: readonly Phrase[]): Iterable<readonly Phrase[]> {
  const groups = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const key = phrase.nouns === undefined ? phraseText(phrase) : JSON.stringify([phrase.nouns, ...phrase.details]);
    const group = groups.get(key);
    if (group) group.push(phrase);
    else groups.set(key, [phrase]);
  }
  return groups.values();
}

function groupText(group: readonly Phrase[], word: 'and' | 'or'): string {
  const [first] = group;
  if (!first) return '';
  const names = [...new Set(group.flatMap(({ name }) => name ?? []))];
  if (first.nouns === undefined || names.length < 2) return phraseText(first);
  return phraseText({ ...first, noun: first.nouns, name: listed(names, word) });
}

/**
 * What alternatives begin with is said once: `any workflow in a/b on branch x or on branch y`; undefined where they share nothing.
 * Of several who all can, `on branch x and on branch y` would be one that is both.
 */
function sharedText(phrases: readonly Phrase[], word: 'and' | 'or', most: number): string | undefined {
  const [first, ...rest] = phrases;
  if (word === 'and' || !first || !rest.length) return undefined;
  if (first.noun === '' || rest.some((p) => p.noun !== first.noun || p.name !== first.name)) return undefined;
  const shortest = Math.min(...phrases.map((p) => p.details.length));
  const differs = first.details.findIndex((detail, i) => rest.some((p) => p.details[i] !== detail));
  const shared = Math.min(differs < 0 ? first.details.length : differs, shortest);
  const tails = [...new Set(phrases.map((p) => p.details.slice(shared).join(' ')))];
  if (tails.length > 1 && tails.includes('')) return undefined;
  return phraseText({ ...first, details: [...first.details.slice(0, shared), listed(tails, word, most)] });
}
