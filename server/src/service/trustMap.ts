import { MOST_EDGES, MOST_NODES, type Graph, type GraphEdge, type GraphNode } from '../diagram/graph.ts';
import { mermaidOf } from '../diagram/mermaid.ts';
import { draw, standalone, type Drawing } from '../diagram/svg.ts';
import { andMore, displayText } from '../explain/phrases.ts';
import { isReadWithFolder } from '../hosts/detect.ts';
import type { TrustedCaller } from '../policy/trustedCallers.ts';
import type { Span } from '../text/span.ts';
import type { MapRole, ToldCaller } from './roleMap.ts';

/** Who trusts whom, drawn: all roles, and all who can assume one. */
export interface TrustMap {
  readonly drawing: Drawing & { readonly file: string };
  readonly mermaid: string;
  /** How many roles the picture leaves out. */
  readonly left: number;
  /** Where roles name the callers that are no roles: an argument of their nodes counts them. */
  readonly places: readonly { readonly role: number; readonly span: Span }[];
}

/** What tells a role or another caller from all others. */
type Key = string;

export function mapOf(roles: readonly MapRole[]): TrustMap {
  const known = new KnownKeys(roles);
  const nodes = new Map<Key, Omit<GraphNode, 'label'>>();
  const assumed = new Map<string, string[]>();
  const edges: GraphEdge[] = [];
  const places: { role: number; span: Span }[] = [];
  let arrowsLeft = 0;
  const hasRoom = (key: Key): boolean => nodes.has(key) || nodes.size < MOST_NODES - 1; // what is left out is a node too
  const draws = (key: Key, nodeOf: () => Omit<GraphNode, 'label' | 'id'>): string => {
    const node = nodes.get(key) ?? { id: `r${nodes.size}`, ...nodeOf() };
    nodes.set(key, node);
    return node.id;
  };
  const drawRole = (key: Key): string => draws(key, () => roleNode(roles, known.indexesOf(key), known));
  for (const key of known.keys) {
    if (!hasRoom(key)) break;
    const to = drawRole(key);
    for (const { from, caller, role } of known.callersOf(key)) {
      if (edges.length >= MOST_EDGES || !hasRoom(from)) {
        arrowsLeft++;
        continue;
      }
      const id = known.indexesOf(from).length
        ? drawRole(from)
        : draws(from, () => callerNode(caller, places.push({ role, span: caller.span }) - 1));
      edges.push({ from: id, to, kind: 'flow' });
      assumed.set(id, [...(assumed.get(id) ?? []), nodes.get(key)?.heading ?? '']);
    }
  }
  const left = known.keys.filter((key) => !nodes.has(key)).length;
  const graph: Graph = {
    title: `${countOf(known.keys.length, 'role')}: an arrow leads from a caller to each role that it can assume`,
    nodes: [
      ...[...nodes.values()].map((node) => ({ ...node, label: labelOf(node, assumed.get(node.id) ?? []) })),
      ...(left || arrowsLeft ? [leftOut(left, arrowsLeft)] : []),
    ],
    edges,
  };
  const drawing = draw(graph);
  return { drawing: { ...drawing, file: standalone(drawing) }, mermaid: mermaidOf(graph), left, places };
}

/** Which roles are the same, and which callers are roles. */
class KnownKeys {
  readonly #roles: readonly MapRole[];
  /** One that is told of twice is one role. */
  readonly #indexes = new Map<Key, number[]>();
  /** By the ARN, the name or the resource of a template or module by which policies name a role. */
  readonly #byName = new Map<string, Key>();
  readonly #sharing = new Map<string, number>();

  constructor(roles: readonly MapRole[]) {
    this.#roles = roles;
    for (const [index, { arn, name, document, logicalId, isNamed, span }] of roles.entries()) {
      const resource = logicalId === undefined ? undefined : `resource ${scopeOf(document)} ${logicalId}`;
      const key = arn === '' ? (resource ?? `in ${document} ${span.start}`) : arn;
      const told = this.#indexes.get(key);
      if (told) told.push(index);
      else {
        this.#indexes.set(key, [index]);
        this.#sharing.set(name, (this.#sharing.get(name) ?? 0) + 1);
      }
      if (arn !== '') this.#byName.set(`arn ${arn}`, key);
      else if (isNamed) this.#byName.set(`name ${name}`, key);
      if (resource !== undefined) this.#byName.set(resource, key);
    }
  }

  get keys(): readonly Key[] {
    return [...this.#indexes.keys()];
  }

  /** Where a role is told of; nowhere for a caller that is none of the roles. */
  indexesOf(key: Key): readonly number[] {
    return this.#indexes.get(key) ?? [];
  }

  /** Whether other roles have the same name. */
  isShared(name: string): boolean {
    return (this.#sharing.get(name) ?? 0) > 1;
  }

  /** Who can assume a role, each once, and the index of the role that says so. */
  callersOf(key: Key): Iterable<{ readonly from: Key; readonly caller: ToldCaller; readonly role: number }> {
    const found = new Map<Key, { from: Key; caller: ToldCaller; role: number }>();
    for (const role of this.indexesOf(key)) {
      const { callers = [], document = '' } = this.#roles[role] ?? {};
      for (const caller of callers) {
        const from = this.#keyOf(caller, scopeOf(document));
        if (from !== key && !found.has(from)) found.set(from, { from, caller, role });
      }
    }
    return found.values();
  }

  #keyOf({ kind, id, name, arn, logicalId }: TrustedCaller, scope: string): Key {
    if (logicalId !== undefined) return this.#byName.get(`resource ${scope} ${logicalId}`) ?? `${id} ${scope}`;
    if (kind === 'other') return `${id} ${scope}`; // what a template names is another thing in another template
    if (kind !== 'role' || arn === undefined) return id;
    return this.#byName.get(`arn ${arn}`) ?? this.#byName.get(`name ${name}`) ?? id;
  }
}

/** Where names of resources mean the same: in a template, in all files of a module. */
function scopeOf(document: string): string {
  return isReadWithFolder(document) ? document.slice(0, document.lastIndexOf('/') + 1) : document;
}

function roleNode(
  roles: readonly MapRole[],
  [index = 0]: readonly number[],
  known: KnownKeys,
): Omit<GraphNode, 'label' | 'id'> {
  const { name = '', arn = '', file = '' } = roles[index] ?? {};
  const [, , , , account = ''] = arn.split(':');
  return {
    kind: 'role',
    heading: displayText(name),
    lines: [account, known.isShared(name) ? file : ''].filter((line) => line !== '').map(displayText),
    tells: { command: 'showRole', argument: String(index) },
  };
}

const KINDS: Readonly<Record<TrustedCaller['kind'], GraphNode['kind']>> = {
  everyone: 'everyone',
  account: 'account',
  vendor: 'vendor',
  service: 'service',
  provider: 'provider',
  role: 'principal',
  user: 'principal',
  other: 'principal',
};

function callerNode(caller: ToldCaller, place: number): Omit<GraphNode, 'label' | 'id'> {
  const { kind, name, detail } = caller;
  const called = kind === 'account' ? caller.called : undefined;
  return {
    kind: KINDS[kind],
    heading: displayText(called ?? name),
    lines: whatItIs(caller, called === undefined ? detail : name).map(displayText),
    tells: { command: 'showCaller', argument: String(place) },
  };
}

/** What kind of caller it is, and what else tells who. */
function whatItIs({ kind, name }: TrustedCaller, detail: string): readonly string[] {
  switch (kind) {
    case 'everyone':
      return ['any AWS account'];
    case 'account':
      return [detail === '' ? 'AWS account' : `AWS account ${detail}`];
    case 'vendor':
      return [`vendor ${detail}`];
    case 'service':
      return [detail === name ? 'AWS service' : detail];
    case 'provider':
      return ['identity provider', ...(detail === '' ? [] : [detail])];
    case 'role':
    case 'user':
      return [`${kind} in account ${detail}`];
    case 'other':
      return detail === '' ? [] : [detail];
  }
}

/** What it is, and where its arrows lead, for those who do not see them. */
function labelOf({ kind, heading, lines }: Omit<GraphNode, 'label'>, assumed: readonly string[]): string {
  const whole = [kind === 'role' ? `Role ${heading}` : heading, ...lines].join(', ');
  const told =
    assumed.length > MOST_TOLD ? [...assumed.slice(0, MOST_TOLD), andMore(assumed.length - MOST_TOLD)] : assumed;
  return assumed.length ? `${whole}: can assume ${told.join(', ')}` : whole;
}

/** Nobody listens to more names. */
const MOST_TOLD = 20;

/** What a picture says of the roles and arrows that it doesn't show. */
function leftOut(roles: number, arrows: number): GraphNode {
  const [heading = '', ...lines] = [
    ...(roles ? [`${andMore(roles)} role${roles === 1 ? '' : 's'}`] : []),
    ...(arrows ? [`${andMore(arrows)} arrow${arrows === 1 ? '' : 's'}`] : []),
  ];
  return { id: 'more', kind: 'nothing', heading, lines };
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
