import type { Policy } from '../policy/model.ts';
import { trustedRoles, type KnownRole } from '../policy/roles.ts';
import { knownNamesIn, type KnownNames } from '../policy/knownNames.ts';
import { touches, type Span } from '../text/span.ts';
import { ownersOf } from '../tree/source.ts';
import type { PolicyDocument } from './document.ts';
import { externalIdsOf, type IndexedExternalId } from './externalIds.ts';

/** A role that a document tells of, with its policy's place. */
export interface IndexedRole extends KnownRole {
  /** The ARN is not said (CloudFormation): the name alone is known, and `arn` is empty. */
  readonly name: string;
  /** The name of its resource in a template, its address in a module: what it is called where it has no name. */
  readonly logicalId: string | undefined;
  /** Whether `name` is the role's own, by which others can name it. */
  readonly isNamed: boolean;
  /** Where it is named. */
  readonly span: Span;
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
  readonly externalIds: readonly IndexedExternalId[];
  readonly seen: KnownNames;
}

/** Whether it is more than nothing. */
export function tellsAnything({ roles, principals, externalIds }: Indexed): boolean {
  return roles.length + principals.length + externalIds.length > 0;
}

/** Gathers what other documents may want to know of one. */
export function indexOf(policyDocument: PolicyDocument): Indexed {
  const policies = policyDocument.trustPolicies;
  return {
    roles: policies.flatMap(rolesOf),
    principals: policies.flatMap(principalsOf),
    externalIds: externalIdsOf(policyDocument),
    seen: knownNamesIn(policies),
  };
}

/** The roles that a policy belongs to, where its document says so. */
export function rolesOf(policy: Policy): readonly IndexedRole[] {
  const owners = ownersOf(policy.source);
  if (!owners.length) return [];
  const trusts = trustedRoles(policy);
  return owners.map((owner) => {
    const { roleArn: arn = '', nameSpan } = owner;
    const logicalId = owner.logicalId ?? owner.address;
    const named = owner.roleName ?? (arn === '' ? undefined : arn.slice(arn.lastIndexOf('/') + 1));
    return { arn, name: named ?? logicalId ?? '', logicalId, isNamed: named !== undefined, trusts, span: nameSpan };
  });
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

/** A role that a document names, by what other documents know it by. */
export interface RoleAt {
  /** Its ARN, or the key of one whose name alone is said. */
  readonly role: string;
  /** It is a principal, not the role whose policy it is. */
  readonly isPrincipal: boolean;
}

/** What stands at an offset that other documents may tell of: a principal's ARN, or the role whose policy or name it is. */
export function roleAt(policyDocument: PolicyDocument, offset: number): RoleAt | undefined {
  const policy =
    policyDocument.trustPolicyAt(offset) ??
    policyDocument.trustPolicies.find((p) => ownersOf(p.source).some(({ nameSpan }) => touches(nameSpan, offset)));
  if (!policy) return undefined;
  const principal = principalsOf(policy).find(({ span }) => touches(span, offset));
  if (principal) return { role: principal.arn, isPrincipal: true };
  const roles = rolesOf(policy);
  const own = roles.find(({ span }) => touches(span, offset)) ?? roles[0];
  return own?.isNamed ? { role: roleKey(own), isPrincipal: false } : undefined;
}

/** What a role is known by: its ARN, else its name. */
export function roleKey({ arn, name }: Pick<IndexedRole, 'arn' | 'name'>): string {
  return arn === '' ? `name ${name}` : arn;
}
