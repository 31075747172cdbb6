import type { Resource } from '../../tree/cursor.ts';
import type { HostDocument } from '../host.ts';
import {
  isModuleFacts,
  moduleFacts,
  type IdentityProvider,
  type Local,
  type ModuleFacts,
  type RoleFacts,
  type Use,
} from './facts.ts';

/** The module that a document belongs to. */
export function moduleOf({ path, text, beside }: Pick<HostDocument, 'path' | 'text' | 'beside'>): Module {
  const own = moduleFacts(path, text);
  return new Module([...(own ? [own] : []), ...beside.filter(isModuleFacts)]);
}

/** The files of one directory: one namespace. */
export class Module {
  readonly #locals = new Map<string, Local | 'several'>();
  readonly #uses = new Map<string, Use[]>();
  readonly #providers = new Map<string, IdentityProvider>();
  /** What a policy may refer to, in the order of the files. */
  readonly resources: readonly Resource[];
  readonly #documents = new Set<string>();
  readonly #roles = new Set<string>();
  readonly #trusted = new Map<string, Set<RoleFacts>>();

  /** @param files with that of the document itself, first */
  constructor(files: readonly ModuleFacts[]) {
    const read = withoutHidden(files);
    this.resources = read.flatMap(({ resources }) => resources);
    for (const file of read) {
      for (const local of file.locals) this.#locals.set(local.name, this.#locals.has(local.name) ? 'several' : local);
      for (const provider of file.providers) this.#providers.set(provider.address, provider);
      for (const name of file.documents) this.#documents.add(name);
      for (const name of file.roles) this.#roles.add(name);
      for (const use of file.uses) {
        const uses = this.#uses.get(use.of);
        if (uses) uses.push(use);
        else this.#uses.set(use.of, [use]);
      }
    }
    this.#spreadTrust();
  }

  /** A local that one place defines. */
  local(name: string): Local | undefined {
    const local = this.#locals.get(name);
    return local === 'several' ? undefined : local;
  }

  provider(address: string): IdentityProvider | undefined {
    return this.#providers.get(address);
  }

  /** Whether it has a role of that name. */
  hasRole(name: string): boolean {
    return this.#roles.has(name);
  }

  /** The only identity provider whose ARN ends so, as an expression. */
  providerArn(name: string): string | undefined {
    const [only, ...others] = this.resources.filter((r) => r.kind === 'identity provider' && r.name === name);
    return others.length ? undefined : only?.arn;
  }

  /** Whether it has a policy document of that name. */
  hasDocument(name: string): boolean {
    return this.#documents.has(name);
  }

  /** Whether a role takes some policy document as its trust policy. */
  get takesDocuments(): boolean {
    return [...this.#documents].some((name) => this.isTrusted(`data.${name}`));
  }

  /** How often `data.x` or `local.x` is used. */
  countUses(name: string): number {
    return this.#uses.get(name)?.length ?? 0;
  }

  /** Whether a role takes `data.x` or `local.x` as its trust policy, through whatever it goes into. */
  isTrusted(name: string): boolean {
    return this.#trusted.has(name);
  }

  /** The roles that take it. */
  rolesOf(name: string): readonly RoleFacts[] {
    return [...(this.#trusted.get(name) ?? [])];
  }

  /** Whether it is used, and only as what is no trust policy, through whatever it goes into. */
  isOther(name: string): boolean {
    const seen = new Set([name]);
    for (const at of seen) {
      const uses = this.#uses.get(at) ?? [];
      if (!uses.length || uses.some(({ as }) => as === 'trust' || as === 'unknown')) return false;
      for (const { as } of uses) if (typeof as === 'object') seen.add(as.part);
    }
    return true;
  }

  /** Whether all that uses it is a trust policy, or goes into nothing else: who changes it changes only those. */
  isOnlyTrust(name: string): boolean {
    const seen = new Set([name]);
    for (const at of seen)
      for (const { as } of this.#uses.get(at) ?? []) {
        if (as === 'other' || as === 'unknown') return false;
        if (as !== 'trust') seen.add(as.part);
      }
    return true;
  }

  /** What goes into a trust policy is one too, of the same roles. */
  #spreadTrust(): void {
    for (const [name, uses] of this.#uses)
      for (const { as, owner } of uses) if (as === 'trust') this.#trust(name, owner ? [owner] : []);
    // Names that are added meanwhile are met as well; one that gets another role is met again.
    const due = new Set(this.#trusted.keys());
    const parts = this.#partsOfWholes();
    for (const whole of due) {
      due.delete(whole);
      for (const part of parts.get(whole) ?? []) {
        const before = this.#trusted.get(part)?.size;
        const roles = this.#trust(part, this.rolesOf(whole).slice(0, MAX_SPREAD));
        if (roles.size !== before) due.add(part);
      }
    }
  }

  #trust(name: string, owners: readonly RoleFacts[]): Set<RoleFacts> {
    const roles = this.#trusted.get(name) ?? new Set();
    for (const owner of owners) roles.add(owner);
    this.#trusted.set(name, roles);
    return roles;
  }

  #partsOfWholes(): ReadonlyMap<string, readonly string[]> {
    const parts = new Map<string, string[]>();
    for (const [name, uses] of this.#uses)
      for (const { as } of uses) if (typeof as === 'object') parts.set(as.part, [...(parts.get(as.part) ?? []), name]);
    return parts;
  }
}

/** Of a policy that goes into others, nobody is told of more roles of one of those. */
const MAX_SPREAD = 50;

/** OpenTofu reads `x.tofu` in place of `x.tf`. */
function withoutHidden(files: readonly ModuleFacts[]): readonly ModuleFacts[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.filter(({ path }) => !path.endsWith('.tf') || !paths.has(path.replace(/\.tf$/, '.tofu')));
}
