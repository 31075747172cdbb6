import { draw } from '../diagram/svg.ts';
import { MOST_EDGES, MOST_NODES, type Graph, type GraphEdge, type GraphNode } from '../diagram/graph.ts';
import { mermaidOf } from '../diagram/mermaid.ts';
import { standalone, type Drawing } from '../diagram/svg.ts';
import { explainPolicy } from '../explain/policy.ts';
import type { Names } from '../explain/phrases.ts';
import { andMore, displayText } from '../explain/phrases.ts';
import type { Policy } from '../policy/model.ts';
import { trustedRoles, type KnownRole } from '../policy/roles.ts';
import { knownNamesIn, type KnownNames } from '../policy/knownNames.ts';
import type { Steps } from '../steps.ts';
import { abridged } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import type { PolicyDocument } from './document.ts';

/** A role that a document tells of, with its policy's place. */
export interface IndexedRole extends KnownRole {
  /** The ARN is not said (CloudFormation): the name alone is known, and `arn` is empty. */
  readonly name: string;
  readonly span: Span;
}

/** A role as it is shown to people. */
export interface ToldRole extends IndexedRole {
  /** Whom it lets in, as the explainer says it. */
  readonly sentences: readonly string[];
}

/** A principal that names a role or user. */
export interface IndexedPrincipal {
  readonly arn: string;
  readonly span: Span;
}

/** What the workspace keeps of a document; spans are offsets in it. */
export interface Indexed {
  readonly roles: readonly IndexedRole[];
  readonly principals: readonly IndexedPrincipal[];
  readonly seen: KnownNames;
}

/** Gathers what other documents may want to know of one. */
export function indexOf(policyDocument: PolicyDocument): Indexed {
  const policies = policyDocument.trustPolicies;
  return {
    roles: policies.flatMap((policy) => roleOf(policy) ?? []),
    principals: policies.flatMap(principalsOf),
    seen: knownNamesIn(policies),
  };
}

/** The roles that a document tells of, and whom they let in; a step each. */
export function* rolesToldBy(policyDocument: PolicyDocument, names: Names): Steps<readonly ToldRole[]> {
  const told: ToldRole[] = [];
  for (const policy of policyDocument.trustPolicies) {
    const role = roleOf(policy);
    if (role) told.push({ ...role, sentences: (yield* explainPolicy(policy, names)).map((e) => e.sentence) });
    yield undefined;
  }
  return told;
}

function roleOf(policy: Policy): IndexedRole | undefined {
  const { owner, root } = policy.source;
  if (!owner) return undefined;
  const arn = owner.roleArn ?? '';
  const name = owner.roleName ?? arn.slice(arn.lastIndexOf('/') + 1);
  return { arn, name, trusts: trustedRoles(policy), span: root.span };
}

function principalsOf({ statements }: Policy): readonly IndexedPrincipal[] {
  return statements.flatMap((s) =>
    s.principals.flatMap(({ type, value }) =>
      type === 'AWS' && !value.holes.length && value.value.startsWith('arn:')
        ? [{ arn: value.value, span: value.span }]
        : [],
    ),
  );
}

/** What stands at an offset that other documents may tell of: a principal's ARN, or the role whose policy it is. */
export function roleAt(
  policyDocument: PolicyDocument,
  offset: number,
): { readonly arn: string; readonly principal: boolean } | undefined {
  const policy = policyDocument.trustPolicyAt(offset);
  if (!policy) return undefined;
  const principal = principalsOf(policy).find(({ span }) => span.start <= offset && offset <= span.end);
  if (principal) return { arn: principal.arn, principal: true };
  const own = policy.source.owner?.roleArn;
  return own === undefined ? undefined : { arn: own, principal: false };
}

/** What is shown of a role in a list. */
export function shownRole({ arn, name, sentences }: ToldRole): {
  readonly arn: string;
  readonly name: string;
  readonly sentences: readonly string[];
} {
  return { arn: abridged(arn), name: abridged(name), sentences };
}

/** Who trusts whom: roles that trust roles, and the accounts of those that nobody tells of. */
export function mapOf(roles: readonly IndexedRole[]): {
  readonly drawing: Drawing & { readonly file: string };
  readonly mermaid: string;
  readonly left: number;
} {
  const known = new Map<string, Set<string>>();
  for (const { arn, trusts } of roles) {
    if (arn === '') continue;
    const all = known.get(arn) ?? new Set();
    for (const other of trusts) all.add(other);
    known.set(arn, all);
  }
  const trusted = new Set([...known.values()].flatMap((trusts) => [...trusts]));
  const linked = [...known].filter(([arn, trusts]) => trusts.size > 0 || trusted.has(arn));
  const ids = new Map<string, string>();
  const nodes: GraphNode[] = [];
  const idOf = (arn: string): string => {
    let id = ids.get(arn);
    if (id === undefined) {
      id = `r${ids.size}`;
      ids.set(arn, id);
      const [, , , , account = '', resource = ''] = arn.split(':');
      nodes.push({
        id,
        kind: known.has(arn) ? 'role' : 'principal',
        heading: displayText(resource.slice(resource.lastIndexOf('/') + 1)),
        lines: [displayText(account)],
      });
    }
    return id;
  };
  const room = MOST_NODES - 1; // what is left out is a node too
  const edges: GraphEdge[] = [];
  let arrowsLeft = 0;
  for (const [role, trusts] of linked) {
    if (!ids.has(role) && ids.size >= room) break;
    const to = idOf(role);
    for (const arn of trusts) {
      if (arn === role) continue;
      if (edges.length < MOST_EDGES && (ids.has(arn) || ids.size < room))
        edges.push({ from: idOf(arn), to, kind: 'flow' });
      else arrowsLeft++;
    }
  }
  const left = new Set(linked.flatMap(([arn, trusts]) => [arn, ...trusts])).size - ids.size;
  const title = `${ids.size} roles: an arrow leads from a role to each role that it may assume`;
  if (left || arrowsLeft) nodes.push(leftOut(left, arrowsLeft));
  const graph: Graph = { title, nodes, edges };
  const drawing = draw(graph);
  return {
    drawing: { ...drawing, file: standalone(drawing) },
    mermaid: mermaidOf(graph),
    left,
  };
}

/** What a picture says of the roles and arrows that it doesn't show. */
function leftOut(roles: number, arrows: number): GraphNode {
  const [heading = '', ...lines] = [
    ...(roles ? [`${andMore(roles)} role${roles === 1 ? '' : 's'}`] : []),
    ...(arrows ? [`${andMore(arrows)} arrow${arrows === 1 ? '' : 's'}`] : []),
  ];
  return { id: 'more', kind: 'nothing', heading, lines };
}
