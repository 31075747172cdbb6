import type { Policy } from '../policy/model.ts';
import { trustedRoles, type KnownRole } from '../policy/roles.ts';
import { knownNamesIn, type KnownNames } from '../policy/knownNames.ts';
import type { Span } from '../text/span.ts';
import type { PolicyDocument } from './document.ts';

/** A role that a document tells of, with its policy's place. */
export interface IndexedRole extends KnownRole {
  /** The ARN is not said (CloudFormation): the name alone is known, and `arn` is empty. */
  readonly name: string;
  /** The name of its resource in a template: what it is called where it has no name. */
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

/** The role that a policy belongs to, where its document says so. */
export function roleOf(policy: Policy): IndexedRole | undefined {
  const { owner } = policy.source;
  if (!owner) return undefined;
  const { roleArn: arn = '', logicalId, nameSpan } = owner;
  const named = owner.roleName ?? (arn === '' ? undefined : arn.slice(arn.lastIndexOf('/') + 1));
  return {
    arn,
    name: named ?? logicalId ?? '',
    logicalId,
    isNamed: named !== undefined,
    trusts: trustedRoles(policy),
    span: nameSpan,
  };
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
