import { urlEncodedLayer } from '../../text/layer.ts';
import type { ObjectNode, StringNode, ValueNode } from '../../tree/node.ts';
import type { Owner, PolicySource } from '../../tree/source.ts';
import { BY_CONTENT, claimOfDocument, claimOfMember, type Claim } from '../claim.ts';
import type { Extraction, HostDocument } from '../host.ts';
import { Search as JsonSearch } from '../jsonText/search.ts';
import { branchesOf } from '../intrinsics.ts';
import { isOtherResource } from '../otherPolicies.ts';
import { ownerOf, rolePropertiesOf } from '../owner.ts';
import { kindOf } from '../recognise.ts';
import { settled } from '../settle.ts';
import { SubString } from '../subString.ts';
import { writtenMembers } from '../writtenParts.ts';
import { yamlDialectOf, type YamlDialect } from '../yamlDialect.ts';
import { DocumentReader } from './document.ts';
import { isHelmTemplate } from './helm.ts';
import { documentsOf, isTemplateName, mayHoldIslands, type Island, type YamlDocument } from './islands.ts';
import { nameOf, type Entry } from './lines.ts';
import { isFilled, ownerAt } from './owner.ts';
import { IN_TEMPLATE, YamlPolicy } from './policy.ts';
import { newNotes, type Notes } from './reading.ts';
import { YamlString, type Place } from './strings.ts';
import { withWholeParts } from './wholeParts.ts';

const NOTHING: Extraction = { policies: [], problems: [], isPolicy: false, starts: false };

/** Texts within texts end here: no real document goes deeper. */
const MAX_LAYERS = 3;

/** Finds every trust policy in a YAML text: in mappings, in JSON text, in templates that stand in it as text. */
export function extract(document: HostDocument): Extraction {
  const { named, text, languageId, path } = document;
  if (named === false || !(named === true || mayHoldIslands(text))) return NOTHING;
  const found = new Found(text);
  const isHelm = isHelmTemplate(languageId, text);
  for (const part of documentsOf(text)) {
    const own = text.slice(part.entry.start, part.entry.end);
    const dialect = yamlDialectOf({ languageId, path, text: own });
    const search = new Search(found, new DocumentReader({ text, layers: [] }, part.entry, dialect), isHelm);
    if (named === true && !isHelm && search.document(part.entry, claimOfDocument(named))) continue;
    search.islands(part);
  }
  return found.result();
}

/** What was found in a text and in those within it. */
class Found {
  readonly text: string;
  readonly policies: PolicySource[] = [];
  readonly json: JsonSearch;
  /** By where the policy starts. */
  readonly #owners = new Map<number, Owner[]>();
  /** Where policies and texts start: what several roles take from one anchor is one. */
  readonly #starts = { object: new Set<number>(), string: new Set<number>() };

  constructor(text: string) {
    this.text = text;
    this.json = new JsonSearch(text);
  }

  /** The roles that take a policy. */
  ownersOf({ span: { start } }: ObjectNode): Owner[] {
    const known = this.#owners.get(start) ?? [];
    this.#owners.set(start, known);
    return known;
  }

  isNew({ kind, span: { start } }: ObjectNode | StringNode): boolean {
    const starts = this.#starts[kind];
    const isNew = !starts.has(start);
    starts.add(start);
    return isNew;
  }

  result(): Extraction {
    const { found, problems } = this.json;
    const policies = [...this.policies, ...found].sort((a, b) => a.root.span.start - b.root.span.start);
    return { policies, problems, isPolicy: policies.some(({ place }) => place === 'document'), starts: false };
  }
}

/** What is known of a value before it is looked at. */
interface Holder {
  readonly name: string;
  readonly claim: Claim;
  readonly owner: () => Owner | undefined;
}

const NOBODY: Holder = { name: '', claim: BY_CONTENT, owner: () => undefined };

class Search {
  readonly #found: Found;
  readonly #reader: DocumentReader;
  readonly #isHelm: boolean;
  readonly #logicalIds = new Map<ObjectNode, StringNode>();

  constructor(found: Found, reader: DocumentReader, isHelm: boolean) {
    this.#found = found;
    this.#reader = reader;
    this.#isHelm = isHelm;
  }

  /** The document as a whole; says whether it is a policy. */
  document(entry: Entry, claim: Claim): boolean {
    const notes = newNotes(entry);
    const root = this.#reader.value(entry, notes);
    if (root?.kind !== 'object' || !claim.accepts(root)) return false;
    this.#add(root, { ...NOBODY, claim }, notes, 'document');
    return true;
  }

  islands({ islands }: YamlDocument): void {
    for (const island of islands) this.#island(island);
  }

  #island({ entry, claim }: Island): void {
    const { outline, place } = this.#reader;
    const around = [entry.parent, entry.parent?.parent].map((outer) => outline.mappingOf(outer));
    if (around.some((node) => node && isOtherResource(node))) return;
    const notes = newNotes(entry);
    const value = this.#reader.value(entry, notes);
    if (!value || (this.#isHelm && value.kind !== 'string')) return;
    const name = entry.kind === 'member' ? nameOf(place.text, entry) : '';
    this.#value(value, { name, claim, owner: () => ownerAt(this.#reader, entry) }, notes);
  }

  #value(node: ValueNode, holder: Holder, notes: Notes): void {
    switch (node.kind) {
      case 'object': {
        const written = writtenAsText(node);
        if (written) this.#value(written, holder, notes);
        else if (holder.claim.accepts(node)) this.#add(node, holder, notes, 'embedded');
        else this.#inside(node, notes);
        break;
      }
      case 'array':
        for (const item of node.items) this.#value(item, NOBODY, notes);
        break;
      case 'string':
        this.#text(node, holder);
        break;
      case 'opaque':
        for (const branch of branchesOf(node)) this.#value(branch, holder, notes);
        break;
      case 'literal':
    }
  }

  #inside(node: ObjectNode, notes: Notes): void {
    if (isOtherResource(node)) return;
    for (const { key, value } of writtenMembers(node)) {
      const properties = rolePropertiesOf(value);
      if (properties) this.#logicalIds.set(properties, key);
      const owner = (): Owner | undefined =>
        ownerOf(node, this.#logicalIds.get(node), (text) => isFilled(this.#reader, text));
      if (value) this.#value(value, { name: key.value, claim: claimOfMember(key.value), owner }, notes);
    }
  }

  /** A text that is JSON, or a template of its own. */
  #text(node: StringNode, { name, claim, owner }: Holder): void {
    const text = writtenText(node);
    if (!(text instanceof YamlString) || text.value.length < SHORTEST || !this.#found.isNew(text)) return;
    const { place, template } = this.#reader;
    const filling = this.#reader.fillingOf(name);
    const layers = [...place.layers, text.layer()];
    const substituted = place.substituted || node instanceof SubString;
    const decoded = /^\s{0,99}%7B/i.test(text.value) ? urlEncodedLayer(text.value, 0) : undefined;
    if (decoded || /^\s{0,99}\{(?!\{)/.test(text.value)) {
      const templated = this.#isHelm || DIRECTIVE.test(text.value);
      const within = {
        layers: decoded ? [...layers, decoded] : layers,
        substituted,
        unreadable: [],
        template,
        filling,
        templated,
        names: template && IN_TEMPLATE,
      };
      this.#found.json.text(within, claim, owner);
    } else if (isTemplateName(name)) this.#template({ text: text.layer().text, layers, substituted });
  }

  #template(place: Place): void {
    if (place.layers.length > MAX_LAYERS || !mayHoldIslands(place.text)) return;
    for (const part of documentsOf(place.text)) {
      const dialect: YamlDialect = yamlDialectOf({ languageId: undefined, path: '', text: place.text });
      new Search(
        this.#found,
        new DocumentReader(place, part.entry, dialect),
        isHelmTemplate(undefined, place.text),
      ).islands(part);
    }
  }

  #add(written: ObjectNode, { claim: { toldBy }, owner }: Holder, notes: Notes, place: PolicySource['place']): void {
    const owners = this.#found.ownersOf(written);
    const own = owner();
    if (own) owners.push(own);
    if (!this.#found.isNew(written)) return;
    const { template, filling, dialect, place: within, entry: document } = this.#reader;
    const { root: told, elsewhere, facts } = settled(written, filling);
    const root = withWholeParts(told, dialect.id);
    this.#found.policies.push(
      new YamlPolicy(this.#found.text, {
        root,
        kind: toldBy === 'content' ? 'trust' : kindOf(root),
        place,
        toldBy,
        owners,
        template,
        unreadable: notes.unreadable,
        elsewhere: [...notes.taken, ...elsewhere],
        facts: `${dialect.id}\n${facts}`,
        site: { place: within, entry: notes.entry ?? document, document, filling },
      }),
    );
  }
}

/** A text as it stands, without the functions that fill something in. */
function writtenText(node: StringNode): StringNode {
  return node instanceof SubString ? writtenText(node.written) : node;
}

/** What Pulumi makes a text of, so that it says as much as the text. */
function writtenAsText({ members }: ObjectNode): ValueNode | undefined {
  const [only] = members;
  return members.length === 1 && only && /^fn::toJSON$/i.test(only.key.value) ? only.value : undefined;
}

/** No text with a policy is shorter. */
const SHORTEST = 15;
/** Parts of a template language that leave text out, or repeat it. */
const DIRECTIVE = /\{%|\{\{-?\s{0,9}(?:if|else|range|with|end|define|template|include|toYaml)\b/;
