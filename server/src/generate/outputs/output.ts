import type { JsonValue } from '../../tree/node.ts';

/** A text that is made besides the policy. */
export interface Output {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** As a file of its own; the language as VS Code names it. */
  readonly fileName: string;
  readonly language: 'shellscript' | 'terraform' | 'json';
  write(role: Role): string;
}

/** The role that the policy is for. */
export interface Role {
  readonly name: string;
  /** The account it is in, where an answer told it. */
  readonly account: string | undefined;
  readonly policy: JsonValue;
  readonly exists: boolean;
  /** Seconds. */
  readonly duration: number;
  readonly tags: readonly (readonly [key: string, value: string])[];
  readonly managedPolicy: string | undefined;
  readonly caller: Caller;
}

/** How the role is assumed, to try it. */
export type Caller =
  | { readonly kind: 'account'; readonly externalId: string | undefined; readonly mfa: boolean }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'saml' }
  | { readonly kind: 'oidc' };
