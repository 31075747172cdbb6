import type { JsonValue } from '../tree/node.ts';

/** The role that a policy is for, with all that the outputs write of it. */
export interface Role extends Setting {
  readonly name: string;
  readonly policy: JsonValue;
  /** What it is for; undefined where nobody said. */
  readonly description: string | undefined;
  /** Seconds. */
  readonly duration: number;
  readonly tags: readonly Tag[];
  /** Their ARNs. */
  readonly managedPolicies: readonly string[];
  /** Permissions of the role alone, with places to fill in; undefined where nobody wants them. */
  readonly inlinePolicy: JsonValue | undefined;
}

export type Tag = readonly [key: string, value: string];

/** What the answers about the trust tell of the role. */
export interface Setting {
  readonly partition: string;
  /** The account the role is in, where an answer told it. */
  readonly account: string | undefined;
  readonly caller: Caller;
  /** What has to be there besides the role, in the order in which it is made. */
  readonly needs: readonly Need[];
}

/** How a role is assumed, to try it. */
export type Caller = AccountCaller | ServiceCaller | SamlCaller | OidcCaller;

export interface AccountCaller {
  readonly kind: 'account';
  readonly externalId: string | undefined;
  readonly mfa: boolean;
  /** Whether they are one's own, so that the policy on their side is one's own to write. */
  readonly own: boolean;
  /** Whom the policy trusts, by ARN, where it names them. */
  readonly principals?: readonly string[];
  /** Those who have it are trusted. */
  readonly permissionSet?: string | undefined;
}

export interface ServiceCaller {
  readonly kind: 'service';
  readonly name: string;
}

export interface SamlCaller {
  readonly kind: 'saml';
  /** ARN of the identity provider. */
  readonly provider: string;
}

export interface OidcCaller {
  readonly kind: 'oidc';
}

/** Something without which a role is of no use, where it is made after the role or before it. */
export type Need =
  /** EC2 instances get a role through one. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html */
  | { readonly kind: 'instanceProfile' }
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
  | {
      readonly kind: 'oidcProvider';
      readonly arn: string;
      /** With its scheme. */
      readonly url: string;
      readonly clientIds: readonly string[];
    }
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html */
  | { readonly kind: 'samlProvider'; readonly arn: string; readonly name: string }
  /** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html; what is undefined any may be. */
  | {
      readonly kind: 'podIdentityAssociation';
      readonly cluster: string | undefined;
      /** That of the cluster, where an answer told it. */
      readonly region?: string | undefined;
      readonly namespace: string | undefined;
      readonly serviceAccount: string | undefined;
    }
  /** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
  | {
      readonly kind: 'serviceAccountAnnotation';
      readonly namespace: string;
      readonly serviceAccount: string;
    }
  /** https://docs.aws.amazon.com/rolesanywhere/latest/userguide/getting-started.html */
  | { readonly kind: 'rolesAnywhereProfile'; readonly trustAnchor: string };

/** The ARN of the role, with a place for an account that is not known. */
export function roleArn({ partition, account, name }: Role): string {
  return `arn:${partition}:iam::${account ?? '<ACCOUNT_ID>'}:role/${name}`;
}

/** The name of the role's inline policy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export function inlinePolicyName({ name }: Role): string {
  return `${name}-permissions`;
}

/** The name of its profile, which takes fewer characters. https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_CreateProfile.html */
export function rolesAnywhereProfileName({ name }: Role): string {
  return name.replace(/[^\w-]/g, '-');
}
