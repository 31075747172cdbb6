import { jsonStringLayer, urlEncodedLayer, type Layer } from '../../text/layer.ts';
import { contains, type Span } from '../../text/span.ts';
import type { ObjectNode, StringNode, ValueNode } from '../../tree/node.ts';
import type { Owner, SyntaxProblem } from '../../tree/source.ts';
import { BY_CONTENT, BY_MEMBER, claimOfMember, type Claim } from '../claim.ts';
import { CloudFormationTemplate } from '../cloudFormation.ts';
import { GluedString } from '../gluedString.ts';
import { branchesOf } from '../intrinsics.ts';
import { JoinedLayer } from '../joinedText.ts';
import { isOtherResource } from '../otherPolicies.ts';
import { ownerOf, rolePropertiesOf } from '../owner.ts';
import { kindOf } from '../recognise.ts';
import { settled, type Filling } from '../settle.ts';
import { SubString } from '../subString.ts';
import type { Vocabulary } from '../../tree/vocabulary.ts';
import { writtenMembers } from '../writtenParts.ts';
import { parse } from './parse.ts';
import { JsonString } from './strings.ts';
import { JsonTextPolicy } from './policy.ts';
import { unreadableIn } from './problems.ts';

/** Policies inside strings inside policies end here: no real document goes deeper. */
const MAX_LAYERS = 4;

/** The text a value stands in. */
export interface Place {
  readonly layers: readonly Layer[];
  /** Whether it is the text of a function which fills in names. */
  readonly substituted: boolean;
  readonly unreadable: readonly Span[];
  /** What the names that are referred to stand for. */
  readonly template: CloudFormationTemplate | undefined;
  /** What fills in text where no template does, or besides. */
  readonly filling?: Filling | undefined;
  /** Whether a template language decides what of the text is there: then it need not be JSON as it stands. */
  readonly templated?: boolean;
  /** How its elements are called, and what fills in names, where that is not as in JSON. */
  readonly names?: Vocabulary | undefined;
}

/** Finds trust policies in JSON text, and in the strings of it. */
export class Search {
  readonly found: JsonTextPolicy[] = [];
  readonly problems: SyntaxProblem[] = [];
  readonly #text: string;
  /** Names of CloudFormation resources, by the properties of the role that each is. */
  readonly #logicalIds = new Map<ObjectNode, StringNode>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The document itself, before what was found inside it. */
  document(written: ObjectNode, place: Place, { toldBy }: Claim, owner?: Owner): void {
    const { root, facts } = settled(written, place.filling);
    const { layers } = place;
    const given = {
      root,
      kind: kindOf(root),
      place: layers.length ? 'embedded' : 'document',
      toldBy,
      owner,
      ...place,
      facts: owner ? JSON.stringify([facts, owner.address, owner.roleName, owner.path]) : facts,
    } as const;
    this.found.unshift(new JsonTextPolicy(this.#text, given));
  }

  /** Looks at the members and items of a value, not at the value itself. */
  inside(node: ValueNode | undefined, place: Place): void {
    if (node?.kind === 'array') for (const item of node.items) this.#value(item, place, BY_CONTENT, undefined);
    if (node?.kind !== 'object' || isOtherResource(node)) return;
    for (const { key, value } of writtenMembers(node)) {
      const properties = rolePropertiesOf(value);
      if (properties) this.#logicalIds.set(properties, key);
      if (value) this.#value(value, place, claimOfMember(key.value), node);
    }
  }

  /** A string that may hold a policy: as JSON text, or URL-encoded as the IAM API returns it. */
  string(node: StringNode, place: Place, claim: Claim, holder: ObjectNode | undefined): void {
    const encoded = /^\s*%7B/i.test(node.value);
    if (!encoded && !/^\s*\{/.test(node.value)) return;
    if (node instanceof GluedString) {
      const layer = new JoinedLayer(node, (piece) => piece.node instanceof JsonString, place.layers);
      if (!encoded) this.text({ ...place, layers: [layer], substituted: true }, claim, () => this.#ownerIn(holder));
      return;
    }
    const inner = this.#unwrap(node, place.layers, encoded);
    if (!inner) return;
    const substituted = place.substituted || node instanceof SubString;
    this.text({ ...place, layers: inner, substituted }, claim, () => this.#ownerIn(holder));
  }

  /** The innermost text of a place: a policy, or what holds some. */
  text(place: Place, claim: Claim, owner: () => Owner | undefined): void {
    const { layers, substituted } = place;
    const text = layers.at(-1)?.text;
    if (text === undefined || layers.length > MAX_LAYERS) return;
    if (claim !== BY_MEMBER && !/statement/i.test(text)) return;
    const parsed = parse(text, layers, substituted);
    const { root } = parsed;
    if (root?.kind !== 'object') return;
    const problems = parsed.problems.map((problem) => writable(problem, layers));
    const template = CloudFormationTemplate.of(root) ?? place.template;
    const unreadable = unreadableIn(problems);
    // A template of its own is JSON.
    const names = template === place.template ? place.names : undefined;
    const within: Place = { ...place, template, names, unreadable: [...place.unreadable, ...unreadable] };
    if (claim.accepts(root)) {
      this.#add(root, within, claim, owner(), unreadable);
      if (!place.templated) for (const problem of problems) this.problems.push(problem);
    } else {
      this.inside(root, within);
    }
  }

  #value(node: ValueNode, place: Place, claim: Claim, holder: ObjectNode | undefined): void {
    if (node.kind === 'string') {
      if (claim === BY_MEMBER || node.value.length > 30) this.string(node, place, claim, holder);
      return;
    }
    if (node.kind === 'opaque') for (const branch of branchesOf(node)) this.#value(branch, place, claim, holder);
    else if (node.kind === 'object' && claim.accepts(node)) this.#add(node, place, claim, this.#ownerIn(holder));
    else this.inside(node, place);
  }

  #unwrap(node: StringNode, layers: readonly Layer[], encoded: boolean): readonly Layer[] | undefined {
    const around = layers.at(-1);
    const text = around?.text ?? this.#text;
    const start = layers.reduce((at, layer) => layer.inner(at), node.span.start) + 1;
    const end = layers.reduce((at, layer) => layer.inner(at), node.span.end) - 1;
    const unescaped = [...layers, jsonStringLayer(text.slice(start, end), start)];
    if (!encoded) return unescaped;
    const decoded = urlEncodedLayer(node.value, 0);
    return decoded && [...unescaped, decoded];
  }

  #ownerIn(holder: ObjectNode | undefined): Owner | undefined {
    return ownerOf(holder, holder && this.#logicalIds.get(holder));
  }

  /** @param beside what could not be read of the text that is the policy, also where it stands around it */
  #add(
    written: ObjectNode,
    place: Place,
    { toldBy }: Claim,
    owner: Owner | undefined,
    beside: readonly Span[] = [],
  ): void {
    const unreadable = place.unreadable.filter((span) => contains(written.span, span) || beside.includes(span));
    const { template, layers, substituted, names } = place;
    const { root, elsewhere, facts } = settled(written, place.filling ?? template);
    const kind = toldBy === 'content' ? 'trust' : kindOf(root);
    const policy = new JsonTextPolicy(this.#text, {
      root,
      kind,
      place: 'embedded',
      toldBy,
      owner,
      template,
      layers,
      substituted,
      names,
      unreadable,
      elsewhere,
      facts,
    });
    this.found.push(policy);
  }
}

/** Text that a deploy glues together cannot be mended: what is missing in it may stand in any part. */
function writable(problem: SyntaxProblem, layers: readonly Layer[]): SyntaxProblem {
  return layers.some((layer) => layer.isOne) ? { ...problem, fix: undefined } : problem;
}
