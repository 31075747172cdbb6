import { jsonStringLayer, urlEncodedLayer, type Layer } from '../../text/layer.ts';
import { contains, type Span } from '../../text/span.ts';
import { memberOf, type ObjectNode, type StringNode, type ValueNode } from '../../tree/node.ts';
import type { Owner, PolicySource, SyntaxProblem } from '../../tree/source.ts';
import type { Extraction, HostDocument } from '../host.ts';
import { parse } from './parse.ts';
import { isTrustMember, kindOfNamed, looksLikePolicy, trustsByContent } from './recognise.ts';

/** Policies inside strings inside policies end here: no real document goes deeper. */
const MAX_LAYERS = 3;

/** Finds every trust policy in a JSON document: itself, in its members, in its strings. */
export function extract(document: HostDocument): Extraction {
  if (document.named === false) return { policies: [], problems: [], isPolicy: false };
  const search = new Search(document.text);
  const encoded = /^\s*%7B/i.test(document.text.slice(0, 200)) ? urlEncodedLayer(document.text, 0) : undefined;
  const layers = encoded ? [encoded] : [];
  const parsed = parse(encoded?.text ?? document.text, layers);
  const root = parsed.root;
  const place: Place = { layers, unreadable: unreadableIn(parsed.problems) };
  const byContent = root !== undefined && trustsByContent(root);
  if (root?.kind === 'array' || (root?.kind === 'object' && !byContent)) search.inside(root, place); // a policy holds no other
  if (root?.kind === 'string') search.string(root, place, document.named === true, undefined);
  const isPolicy = byContent || decideRoot(document, root, search.found.length > 0);
  if (isPolicy && root) {
    const kind = document.named === undefined ? 'trust' : kindOfNamed(root);
    search.found.unshift({ root, kind, place: 'document', owner: undefined, ...place, slice: document.text });
  }
  const whole = isPolicy || (document.named === true && !search.found.length);
  const own = (p: SyntaxProblem): boolean => whole || search.found.some((f) => contains(f.root.span, p.span));
  return { policies: search.found, problems: [...parsed.problems.filter(own), ...search.problems], isPolicy };
}

function decideRoot(document: HostDocument, root: ValueNode | undefined, holdsPolicies: boolean): boolean {
  if (root?.kind !== 'object') return false;
  return document.named === true && (!holdsPolicies || looksLikePolicy(root));
}

/** The text a value stands in. */
interface Place {
  readonly layers: readonly Layer[];
  readonly unreadable: readonly Span[];
}

/** Slips that the reader gets over without losing anything. */
const HARMLESS: ReadonlySet<SyntaxProblem['kind']> = new Set([
  'comment',
  'trailingComma',
  'singleQuotes',
  'smartQuotes',
  'byteOrderMark',
  'commaMissing',
]);

function unreadableIn(problems: readonly SyntaxProblem[]): readonly Span[] {
  return problems.filter((p) => !HARMLESS.has(p.kind)).map((p) => p.span);
}

class Search {
  readonly found: PolicySource[] = [];
  readonly problems: SyntaxProblem[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Looks at the members and items of a value, not at the value itself. */
  inside(node: ValueNode, place: Place): void {
    if (node.kind === 'array') for (const item of node.items) this.#value(item, place, false, undefined);
    if (node.kind !== 'object') return;
    for (const { key, value } of node.members) {
      if (value) this.#value(value, place, isTrustMember(key.value), node);
    }
  }

  /** A string that may hold a policy: as JSON text, or URL-encoded as the IAM API returns it. */
  string(node: StringNode, place: Place, named: boolean, holder: ObjectNode | undefined): void {
    if (place.layers.length >= MAX_LAYERS) return;
    const encoded = /^\s*%7B/i.test(node.value);
    if (!encoded && !/^\s*\{/.test(node.value)) return;
    const inner = this.#unwrap(node, place.layers, encoded);
    const text = inner?.at(-1)?.text;
    if (!inner || text === undefined || !/statement/i.test(text)) return;
    const parsed = parse(text, inner);
    if (parsed.root?.kind !== 'object') return;
    const within: Place = { layers: inner, unreadable: unreadableIn(parsed.problems) };
    if (named ? looksLikePolicy(parsed.root) : trustsByContent(parsed.root)) {
      this.#add(parsed.root, within, holder);
      this.problems.push(...parsed.problems);
    } else {
      this.inside(parsed.root, within);
    }
  }

  #value(node: ValueNode, place: Place, named: boolean, holder: ObjectNode | undefined): void {
    if (node.kind === 'string') {
      if (node.value.length > 30) this.string(node, place, named, holder);
      return;
    }
    if (node.kind === 'object' && (named ? looksLikePolicy(node) : trustsByContent(node)))
      this.#add(node, place, holder);
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

  #add(root: ValueNode, place: Place, holder: ObjectNode | undefined): void {
    const slice = this.#text.slice(root.span.start, root.span.end);
    const unreadable = place.unreadable.filter((span) => contains(root.span, span));
    this.found.push({
      root,
      kind: kindOfNamed(root),
      place: 'embedded',
      owner: ownerOf(holder),
      layers: place.layers,
      unreadable,
      slice,
    });
  }
}

function ownerOf(holder: ObjectNode | undefined): Owner | undefined {
  const text = (name: string): string | undefined => {
    const value = memberOf(holder, name)?.value;
    return value?.kind === 'string' ? value.value : undefined;
  };
  const roleArn = text('Arn') ?? text('arn');
  const roleName = text('RoleName') ?? text('name');
  return (roleArn ?? roleName) ? { roleArn, roleName } : undefined;
}
