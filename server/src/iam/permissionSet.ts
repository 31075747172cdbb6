/** IAM Identity Center's roles. https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html */

/** With the Region of Identity Center in the path, except for us-east-1; the name is `AWSReservedSSO_set_suffix`. */
const PATH = 'role/aws-reserved/sso.amazonaws.com/';
const NAME = 'AWSReservedSSO_';
/** Characters behind a permission set's name, which change when it is provisioned again. */
const SUFFIX_LENGTH = 16;

/** A pattern for the resource in the ARN of a permission set's role, and of no other set whose name starts alike. */
export function permissionSetPattern(set: string): string {
  return `${PATH}*${NAME}${set}_${'?'.repeat(SUFFIX_LENGTH)}`;
}

/** A permission set that a pattern for the resource of ARNs matches the roles of. */
export interface MatchedSet {
  readonly set: string;
  /** Sets that are named `set_…` match too: anything may stand for the suffix. */
  readonly longerToo: boolean;
}

export function permissionSetOfPattern(resource: string): MatchedSet | undefined {
  const [, set, suffix] =
    /^role\/aws-reserved\/sso\.amazonaws\.com[^A]*AWSReservedSSO_([^*?/]+)_(\*|\?{16}|[0-9a-f]{16})$/.exec(resource) ??
    [];
  return set === undefined ? undefined : { set, longerToo: suffix === '*' };
}

/** Of a role's name, or a pattern for it, with its suffix or without. */
export function permissionSetOfRole(name: string): string | undefined {
  return /^\*?AWSReservedSSO_(?!_[0-9a-f]{16}$)(.+?)(?:_(?:[0-9a-f]{16}|\?{16}|\*))?$/i.exec(name)?.[1];
}
