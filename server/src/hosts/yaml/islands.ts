import { BY_CONTENT, BY_MEMBER, type Claim } from '../claim.ts';
import { isTrustMember } from '../recognise.ts';
import { nameOf, readLines, type Entry, type ValueForm } from './lines.ts';

/** A part of a document where a trust policy may stand; all others are not read. */
export interface Island {
  readonly entry: Entry;
  /** What makes its value a policy. */
  readonly claim: Claim;
}

/** One of the documents of a text, with its islands in order, none within another. */
export interface YamlDocument {
  readonly entry: Entry;
  readonly islands: readonly Island[];
}

/** Finds where policies may stand: by the name of a member, by a member Statement, by a text or a flow collection that has one. */
export function documentsOf(text: string): readonly YamlDocument[] {
  const finder = new IslandFinder(text);
  readLines(text, 0, text.length, finder);
  return finder.result();
}

/** Whether there may be an island at all: asked before any line is looked at. */
export function mayHoldIslands(text: string): boolean {
  return ['Statement', 'ssume', 'SSUME', 'rust', 'RUST'].some((sign) => text.includes(sign));
}

class IslandFinder {
  readonly #text: string;
  readonly #documents: Entry[] = [];
  readonly #claims = new Map<Entry, Claim>();

  constructor(text: string) {
    this.#text = text;
  }

  entry(entry: Entry): void {
    if (entry.kind === 'document') this.#documents.push(entry);
    const length = entry.nameEnd - entry.start;
    if (entry.kind !== 'member' || length < SHORTEST || length > LONGEST) return;
    const name = nameOf(this.#text, entry);
    if (isTrustMember(name)) this.#claims.set(entry, BY_MEMBER);
    else if (name === 'Statement' && entry.parent && !entry.isStray) this.#claim(entry.parent);
  }

  value(inner: Entry, form: ValueForm, start: number, end: number): void {
    if (end - start < SHORTEST) return;
    const entry = this.#filledIn(inner);
    if (this.#claims.has(entry)) return;
    const text = this.#text.slice(start, end);
    if (form !== 'flow' && !BEGINS_JSON.test(text) && !isTemplateName(nameOf(this.#text, entry))) return;
    if (MEMBER.test(text) || (text.includes('Statement') && mayTrust(text))) this.#claims.set(entry, BY_CONTENT);
  }

  /** What has a text as its value: what calls the function that the text is an argument of. */
  #filledIn(entry: Entry): Entry {
    let outer = entry;
    if (outer.kind === 'item' && outer.parent && this.#callsFunction(outer.parent)) outer = outer.parent;
    const isNamed = outer.kind === 'member' && nameOf(this.#text, outer).startsWith('Fn::');
    return isNamed && outer.parent ? outer.parent : outer;
  }

  #callsFunction({ kind, start, nameEnd, value }: Entry): boolean {
    if (kind !== 'member') return false;
    const text = this.#text;
    return (
      text.startsWith('Fn::', start) ||
      (nameEnd > start && /^[ \t]*!(?:Sub|Join)\b/.test(text.slice(value, value + 20)))
    );
  }

  result(): YamlDocument[] {
    const islands = [...this.#claims].map(([entry, claim]): Island => ({ entry, claim }));
    islands.sort((a, b) => a.entry.start - b.entry.start || a.entry.column - b.entry.column);
    const outer: Island[] = [];
    for (const island of islands)
      if ((outer.at(-1)?.entry.end ?? 0) <= island.entry.start && this.#isOne(island)) outer.push(island);
    return this.#documents.map((entry) => ({
      entry,
      islands: outer.filter((island) => island.entry.start >= entry.start && island.entry.start < entry.end),
    }));
  }

  /** Whether what a statement was seen in may be a trust policy. */
  #isOne({ claim, entry: { start, end } }: Island): boolean {
    return claim === BY_MEMBER || mayTrust(this.#text.slice(start, end));
  }

  #claim(entry: Entry): void {
    if (!this.#claims.has(entry)) this.#claims.set(entry, BY_CONTENT);
  }
}

/** Names of members whose text is a template. */
export function isTemplateName(name: string): boolean {
  return /^TemplateBody$|\.(?:ya?ml|template)$/.test(name);
}

/** Whether a text may be a trust policy by its content, or have members that are. */
function mayTrust(text: string): boolean {
  return (/sts(?::|%3a)/i.test(text) && /princip/i.test(text)) || MEMBER.test(text);
}

const MEMBER = /assume[_-]?role[_-]?policy|trust[_-]?(?:policy|relationship)/i;
/** How a text begins that is JSON, or JSON as it stands in an address; a text over lines has a head. */
const BEGINS_JSON = /^(?:["']|[|>][-+0-9]{0,3}[^\n]{0,200}\n)\s{0,999}(?:\{|%7B)/i;
/** Of the names that are looked for, with quotes. */
const SHORTEST = 9;
const LONGEST = 40;
