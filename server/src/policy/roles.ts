import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { letsIn } from './assumeActions.ts';
import type { Policy } from './model.ts';

/** A role whose trust policy is known, with the roles that it trusts. */
export interface KnownRole {
  readonly arn: string;
  /** ARNs of the roles that an Allow statement names, each once. */
  readonly trusts: readonly string[];
}

/** The roles of a document that says their ARNs: `get-role`, `list-roles`, an account's dump. */
export function rolesIn(policies: readonly Policy[]): readonly KnownRole[] {
  return policies.flatMap((policy) => {
    const arn = policy.source.owner?.roleArn;
    return arn !== undefined && policy.source.kind === 'trust' ? [{ arn, trusts: trustedRoles(policy) }] : [];
  });
}

/** The ARNs of roles that a policy lets in. */
export function trustedRoles({ statements }: Policy): readonly string[] {
  const arns = statements.flatMap((statement) =>
    letsIn(statement)
      ? statement.principals.flatMap(({ type, value, negated }) =>
          type === 'AWS' && !negated && !value.holes.length && parseAwsPrincipal(value).kind === 'role'
            ? [value.value]
            : [],
        )
      : [],
  );
  return [...new Set(arns)];
}

/** Who trusts whom among roles. */
export class RoleGraph {
  static readonly EMPTY = new RoleGraph([], []);
  readonly #trusts: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #here: ReadonlySet<string>;

  /** Of a role told twice all trusts count. @param here the document's own roles */
  constructor(here: readonly KnownRole[], elsewhere: readonly KnownRole[]) {
    const roles = [...here, ...elsewhere];
    this.#here = new Set(here.map((r) => r.arn));
    const trusts = new Map<string, Set<string>>();
    for (const { arn } of roles) trusts.set(arn, new Set());
    for (const { arn, trusts: trusted } of roles) for (const t of trusted) if (trusts.has(t)) trusts.get(arn)?.add(t);
    this.#trusts = trusts;
  }

  has(arn: string): boolean {
    return this.#trusts.has(arn);
  }

  /** Whether the document that is judged tells of the role. */
  isHere(arn: string): boolean {
    return this.#here.has(arn);
  }

  /** Every edge between known roles: two graphs with the same key judge alike. */
  get key(): string {
    return [...this.#trusts].map(([arn, trusted]) => `${arn}<${[...trusted].join()}`).join(' ');
  }

  /** The shortest way from one role to another along whom each trusts, both ends included; undefined where there is none. */
  path(from: string, to: string): readonly string[] | undefined {
    const before = new Map<string, string>();
    const queue = [from];
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      for (const next of this.#trusts.get(at) ?? []) {
        if (next !== from && before.has(next)) continue;
        if (next === to) return [...walkBack(before, from, at), to];
        if (next === from) continue;
        before.set(next, at);
        queue.push(next);
      }
    }
    return undefined;
  }
}

function walkBack(before: ReadonlyMap<string, string>, from: string, to: string): string[] {
  const way = [to];
  for (let at = to; at !== from;) {
    const previous = before.get(at);
    if (previous === undefined) break;
    way.unshift(previous);
    at = previous;
  }
  return way;
}
