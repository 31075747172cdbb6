import { jsonStringLayer, urlEncodedLayer, type Layer } from '../../text/layer.ts';
import { firstIndex } from '../../text/search.ts';
import { contains, type Span } from '../../text/span.ts';
import { memberOf, type ObjectNode, type StringNode, type ValueNode } from '../../tree/node.ts';
import type { Owner, PolicySource, SyntaxProblem, Template } from '../../tree/source.ts';
import type { Named } from '../detect.ts';
import type { Extraction, HostDocument } from '../host.ts';
import { templateOf } from './intrinsics.ts';
import { parse, type ParsedText } from './parse.ts';
import { isOtherClouds, isOtherFormat } from './otherPolicies.ts';
import {
  isBrokenPolicy,
  isMembersPolicy,
  isPolicyShaped,
  isRightlyNamed,
  isStart,
  isTrustMember,
  kindOf,
  trustsByContent,
} from './recognise.ts';

/** Policies inside strings inside policies end here: no real document goes deeper. */
const MAX_LAYERS = 3;

const NOTHING: Extraction = { policies: [], problems: [], isPolicy: false, starts: false };

/** Finds every trust policy in a JSON document: itself, in its members, in its strings. */
export function extract(document: HostDocument): Extraction {
  const { named } = document;
  if (named === false) return NOTHING;
  const search = new Search(document.text);
  const encoded = /^\s*%7B/i.test(document.text.slice(0, 200)) ? urlEncodedLayer(document.text, 0) : undefined;
  const layers = encoded ? [encoded] : [];
  const parsed = parse(encoded?.text ?? document.text, layers);
  const { root } = parsed;
  if (named !== true && root?.kind === 'object' && isOtherFormat(root)) return NOTHING;
  const place: Place = { layers, unreadable: unreadableIn(parsed.problems), template: templateOf(root) };
  const claim = claimOf(named);
  if (root?.kind !== 'object' || !trustsByContent(root)) search.inside(root, place); // a policy holds no other
  if (root?.kind === 'string') search.string(root, place, claim, undefined);
  const state = stateOf(document, parsed, claim, search.found.length > 0);
  if (root?.kind === 'object' && (state === 'policy' || state === 'start')) search.document(root, place, claim);
  const own = (p: SyntaxProblem): boolean => state !== undefined || isIn(search.found, p.span);
  return {
    policies: search.found,
    problems: [...parsed.problems.filter(own), ...search.problems],
    isPolicy: state === 'policy',
    starts: state !== undefined && !search.found.length,
  };
}

/** Whether a place lies in one of the policies, which stand in their order and apart. */
function isIn(policies: readonly PolicySource[], span: Span): boolean {
  const policy = policies[firstIndex(policies, (p) => p.root.span.start > span.start) - 1];
  return policy !== undefined && contains(policy.root.span, span);
}

/** What makes an object a trust policy, besides its own content or instead of it. */
interface Claim {
  readonly toldBy: PolicySource['toldBy'];
  readonly accepts: (node: ObjectNode) => boolean;
}

const BY_CONTENT: Claim = { toldBy: 'content', accepts: trustsByContent };
const BY_MEMBER: Claim = { toldBy: 'member', accepts: isMembersPolicy };
const BY_USER: Claim = { toldBy: 'user', accepts: isPolicyShaped };

function claimOf(named: Named): Claim {
  if (named === undefined || named === false) return BY_CONTENT;
  if (named === true) return BY_USER;
  return {
    toldBy: 'name',
    accepts: (node) => isPolicyShaped(node) && !isOtherClouds(node) && !isRightlyNamed(node, named),
  };
}

/** What a document itself is: a policy, one that is being started, or one that cannot be read; undefined when it is none. */
function stateOf(
  { text, named, stays }: HostDocument,
  { root, problems }: ParsedText,
  claim: Claim,
  holdsPolicies: boolean,
): 'policy' | 'start' | 'broken' | undefined {
  const isObject = root?.kind === 'object';
  if (isObject && ((named === true && !holdsPolicies) || claim.accepts(root))) return 'policy';
  if (holdsPolicies) return undefined;
  if (named === true || (stays && !isElse(root, named))) return isObject ? 'policy' : 'broken';
  if (named === undefined) return undefined;
  if (isStart(root, withoutComments(text, problems))) return 'start';
  return isBrokenPolicy(root, text) ? 'broken' : undefined;
}

/** Whether a document that was a policy is now one that is none of our business. */
function isElse(root: ValueNode | undefined, named: Named): boolean {
  return root?.kind === 'object' && (isOtherClouds(root) || isRightlyNamed(root, named));
}

function withoutComments(text: string, problems: readonly SyntaxProblem[]): string {
  let rest = '';
  let at = 0;
  for (const { span } of problems.filter((p) => p.kind === 'comment')) {
    rest += text.slice(at, span.start);
    at = span.end;
  }
  return rest + text.slice(at);
}

/** The text a value stands in. */
interface Place {
  readonly layers: readonly Layer[];
  readonly unreadable: readonly Span[];
  /** What the names that are referred to stand for. */
  readonly template: Template | undefined;
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
  /** Names of CloudFormation resources, by the properties of the role that each is. */
  readonly #logicalIds = new Map<ObjectNode, StringNode>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The document itself, before what was found inside it. */
  document(root: ObjectNode, place: Place, { toldBy }: Claim): void {
    const kind = kindOf(root);
    this.found.unshift({ root, kind, place: 'document', toldBy, owner: undefined, ...place, slice: this.#text });
  }

  /** Looks at the members and items of a value, not at the value itself. */
  inside(node: ValueNode | undefined, place: Place): void {
    if (node?.kind === 'array') for (const item of node.items) this.#value(item, place, BY_CONTENT, undefined);
    if (node?.kind !== 'object') return;
    for (const { key, value } of node.members) {
      const properties = rolePropertiesOf(value);
      if (properties) this.#logicalIds.set(properties, key);
      if (value) this.#value(value, place, isTrustMember(key.value) ? BY_MEMBER : BY_CONTENT, node);
    }
  }

  /** A string that may hold a policy: as JSON text, or URL-encoded as the IAM API returns it. */
  string(node: StringNode, place: Place, claim: Claim, holder: ObjectNode | undefined): void {
    if (place.layers.length >= MAX_LAYERS) return;
    const encoded = /^\s*%7B/i.test(node.value);
    if (!encoded && !/^\s*\{/.test(node.value)) return;
    const inner = this.#unwrap(node, place.layers, encoded);
    const text = inner?.at(-1)?.text;
    if (!inner || text === undefined || !/statement/i.test(text)) return;
    const parsed = parse(text, inner);
    if (parsed.root?.kind !== 'object') return;
    const within: Place = { ...place, layers: inner, unreadable: unreadableIn(parsed.problems) };
    if (claim.accepts(parsed.root)) {
      this.#add(parsed.root, within, claim, holder);
      for (const problem of parsed.problems) this.problems.push(problem);
    } else {
      this.inside(parsed.root, within);
    }
  }

  #value(node: ValueNode, place: Place, claim: Claim, holder: ObjectNode | undefined): void {
    if (node.kind === 'string') {
      if (node.value.length > 30) this.string(node, place, claim, holder);
      return;
    }
    if (node.kind === 'object' && claim.accepts(node)) this.#add(node, place, claim, holder);
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

  #add(root: ObjectNode, place: Place, { toldBy }: Claim, holder: ObjectNode | undefined): void {
    const slice = this.#text.slice(root.span.start, root.span.end);
    const unreadable = place.unreadable.filter((span) => contains(root.span, span));
    this.found.push({
      root,
      kind: toldBy === 'content' ? 'trust' : kindOf(root),
      place: 'embedded',
      toldBy,
      owner: ownerOf(holder, holder && this.#logicalIds.get(holder)),
      template: place.template,
      layers: place.layers,
      unreadable,
      slice,
    });
  }
}

/** @param logicalId the key of the CloudFormation resource that the holder has the properties of */
function ownerOf(holder: ObjectNode | undefined, logicalId: StringNode | undefined): Owner | undefined {
  const text = (name: string): StringNode | undefined => {
    const value = memberOf(holder, name)?.value;
    return value?.kind === 'string' ? value : undefined;
  };
  const roleArn = text('Arn') ?? text('arn');
  const roleName = text('RoleName') ?? text('name');
  const named = roleName ?? logicalId ?? roleArn;
  return holder && named
    ? {
        roleArn: roleArn?.value,
        roleName: roleName?.value,
        logicalId: logicalId?.value,
        span: holder.span,
        nameSpan: named.slice(0, named.value.length),
      }
    : undefined;
}

/** The properties of a role in a CloudFormation template. */
function rolePropertiesOf(resource: ValueNode | undefined): ObjectNode | undefined {
  const type = memberOf(resource, 'Type')?.value;
  const properties = memberOf(resource, 'Properties')?.value;
  return type?.kind === 'string' && type.value === 'AWS::IAM::Role' && properties?.kind === 'object'
    ? properties
    : undefined;
}
