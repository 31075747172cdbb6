import { itemsOf, memberOf, type OpaqueNode, type ValueNode } from '../../tree/node.ts';
import { isHole, type Hole } from '../../text/holedText.ts';
import { CloudFormationTemplate } from '../cloudFormation.ts';
import type { Filling } from '../settle.ts';
import { Anchors } from './anchors.ts';
import { dialectNamed, type Dialect } from './dialects.ts';
import type { Entry } from './lines.ts';
import { Outline } from './outline.ts';
import { newNotes, type Notes } from './reading.ts';
import type { Place } from './strings.ts';
import { fragmentOf } from './tokens.ts';
import { ValueReader, type Surroundings } from './values.ts';
import type { YamlDialect } from '../yamlDialect.ts';

/** One document of a text, of which only those parts are read that are asked for. */
export class DocumentReader {
  readonly place: Place;
  readonly dialect: Dialect;
  readonly outline: Outline;
  /** The whole of it. */
  readonly entry: Entry;
  readonly #surroundings: Surroundings;
  #template: { readonly value: CloudFormationTemplate | undefined } | undefined;

  constructor(place: Place, entry: Entry, dialect: YamlDialect) {
    this.place = place;
    this.dialect = dialectNamed(dialect);
    this.entry = entry;
    const anchors = new Anchors(place, entry, (fragment, token, properties, notes) =>
      new ValueReader(this.#surroundings, fragment, notes).value(token, properties),
    );
    this.#surroundings = { place, anchors, typed: this.dialect.typed };
    this.outline = new Outline(place, (inner) => this.value(inner, newNotes()));
  }

  /** The value of an entry. */
  value({ kind, start, end, column }: Entry, notes: Notes): ValueNode | undefined {
    const fragment = fragmentOf(this.place.text, start, end, kind === 'document' ? 0 : column);
    const reader = new ValueReader(this.#surroundings, fragment, notes);
    const { root } = fragment;
    const [item] = root && 'items' in root ? root.items : [];
    switch (kind) {
      case 'document':
        return reader.value(root, fragment.properties);
      case 'item':
        return root?.type === 'block-seq' ? reader.value(item?.value, item?.start) : undefined;
      case 'member':
        return root?.type === 'block-map' ? reader.value(item?.value, item?.sep) : undefined;
    }
  }

  /** The template that the document is, if it is one. */
  get template(): CloudFormationTemplate | undefined {
    this.#template ??= { value: this.#templateOf() };
    return this.#template.value;
  }

  #templateOf(): CloudFormationTemplate | undefined {
    switch (this.dialect.id) {
      case 'cloudformation':
        return CloudFormationTemplate.of(this.outline.valueOf(this.entry));
      case 'serverless': {
        const resources = memberOf(this.outline.valueOf(this.entry), 'resources')?.value;
        const holder = itemsOf(resources).find((part) => memberOf(part, 'Resources'));
        return CloudFormationTemplate.of(holder, true);
      }
      default:
        return undefined;
    }
  }

  /** What is filled in to texts of the document. */
  get filling(): Filling {
    return this.fillingOf('');
  }

  /** What is filled in to a text. @param name of the member that it is */
  fillingOf(name: string): Filling {
    const { template, dialect } = this;
    if (template && dialect.id === 'cloudformation') return template;
    const isFormat = dialect.id === 'kubernetes' && name === 'fmt';
    return {
      holesOf: (text) => byPlace([...dialect.holesOf(text), ...(isFormat ? formatHoles(text) : [])]),
      meaningOf: (node) => template?.meaningOf(node) ?? filledIn(node, dialect),
    };
  }
}

/** A value that stands without quotes in JSON text, and is known to be filled in. */
function filledIn(node: OpaqueNode, dialect: Dialect): OpaqueNode | undefined {
  const { reason, text } = node;
  const isFilled = reason === 'placeholder' && isHole({ value: text, holes: dialect.holesOf(text) });
  return isFilled ? { ...node, reason: 'intrinsic', label: text } : undefined;
}

/** What a patch of Crossplane fills in to its `fmt`, in the manner of Go: `%s`, `%[2]s`. */
function formatHoles(text: string): readonly Hole[] {
  return [...text.matchAll(/%(?:\[\d\])?[sdv]/g)].map(({ 0: verb, index: from }) => ({
    from,
    to: from + verb.length,
    reason: 'interpolation',
  }));
}

function byPlace(holes: readonly Hole[]): readonly Hole[] {
  return holes.toSorted((a, b) => a.from - b.from);
}
