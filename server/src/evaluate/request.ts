/** A call that assumes a role. What is left out is absent; time, address, Region and organization are then unknown. */
export interface CallRequest {
  /** The ARN of the role; by default the one in the policy's document. */
  readonly role?: string;
  readonly roleTags?: Tags;
  readonly caller: RequestCaller;
  readonly with?: CallParameters;
  readonly from?: CallOrigin;
  /** Further condition keys; null if the request doesn't have the key. */
  readonly context?: Readonly<Record<string, ContextValue | null>>;
  /** Condition keys of which nothing is known. */
  readonly unknown?: readonly string[];
}

/** By their keys. */
export type Tags = Readonly<Record<string, string>>;
/** One value, or the values of a multivalued key. */
export type ContextValue = string | readonly string[];

/** Exactly one kind of caller. */
export type RequestCaller =
  | (AccountMember & { readonly user: string; readonly id?: string })
  | (AccountMember & {
      /** The ARN of the role with its path. */
      readonly role: string;
      readonly session?: string;
      readonly id?: string;
      readonly sourceIdentity?: string;
      /** Keys of the identity provider that stay in the session: `token.actions.githubusercontent.com:sub`. */
      readonly issuedBy?: Readonly<Record<string, ContextValue>>;
    })
  /** A user or a role of an account that the policy doesn't name. */
  | (AccountMember & { readonly account: string })
  | { readonly root: string }
  | { readonly federatedUser: string }
  | {
      readonly service: string;
      readonly sourceArn?: string;
      readonly sourceAccount?: string;
      readonly sourceOrgId?: string;
      readonly sourceOrgPaths?: readonly string[];
      /** Of the certificate, for IAM Roles Anywhere: `x509Subject/CN`. */
      readonly x509?: Tags;
    }
  | { readonly oidc: OidcToken }
  | { readonly saml: { readonly provider: string; readonly keys?: Readonly<Record<string, ContextValue>> } }
  | ShortCaller;

/** What users, roles and role sessions have. */
export interface AccountMember {
  /** Tags of the principal. */
  readonly tags?: Tags;
  /** null if the account is in no organization. */
  readonly org?: string | null;
  readonly orgPaths?: readonly string[];
  readonly tokenIssued?: string;
}

/** A token of an OIDC identity provider. */
export interface OidcToken {
  /** The ARN of the identity provider, or its host; by default the issuer's in the role's account. */
  readonly provider?: string;
  /** Host and path. */
  readonly issuer?: string;
  /** As the token has them; session tags and a source identity in them count as if `with` had them. */
  readonly claims?: Readonly<Record<string, ContextValue | object>>;
}

/** The token of a well-known provider in a short form: `{"github": {"repository": "acme/app", "ref": "refs/heads/main"}}`. */
export type ShortCaller = Readonly<Record<string, Readonly<Record<string, string | boolean>> | string>>;

/** The parameters of the call. */
export interface CallParameters {
  readonly externalId?: string;
  readonly sessionName?: string;
  readonly mfa?: boolean | { readonly age: number };
  readonly tags?: Tags;
  readonly transitiveTags?: readonly string[];
  readonly sourceIdentity?: string;
  readonly contexts?: readonly { readonly provider: string }[];
}

/** Where and when the call is made. */
export interface CallOrigin {
  readonly ip?: string;
  readonly vpce?: string;
  readonly vpc?: string;
  readonly vpcIp?: string;
  readonly region?: string;
  readonly time?: string;
  readonly userAgent?: string;
  readonly secureTransport?: boolean;
}

/** Any JSON value. */
export type Json = string | number | boolean | null | object;
