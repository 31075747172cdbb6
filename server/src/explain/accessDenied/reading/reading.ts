import type { CallOrigin, CallParameters } from '../../../evaluate/request.ts';

/** What a pasted error says: of a call that was denied, of a policy that IAM rejected, or of something else. */
export type Reading = DeniedCall | RejectedPolicy | KnownReason | OtherError | NamedRole;

/** Somebody could not assume a role. */
export interface DeniedCall {
  readonly kind: 'denied';
  /** The action that was denied, `sts:AssumeRole` where the text names none. */
  readonly action: string;
  /** Whether the text names the action, rather than that a role could not be assumed. */
  readonly isActionSaid: boolean;
  /** Companions that are said to be required beside it. */
  readonly together: readonly string[];
  readonly caller: SaidCaller | undefined;
  readonly role: SaidRole | undefined;
  /** What was asked for instead of a role. */
  readonly notRole: string | undefined;
  readonly saidBy: SaidBy | undefined;
  /** Whether the text says that a vendor calls, not its reader. */
  readonly isOthers: boolean;
  /** What else is known of the call: members of a request. */
  readonly call: SaidCall;
  readonly lookUp: LookUp | undefined;
}

/** IAM did not take a policy. */
export interface RejectedPolicy {
  readonly kind: 'malformed';
  /** What IAM says, without its code. */
  readonly message: string;
  readonly role: SaidRole | undefined;
  /** The principal that it names. */
  readonly principal: { readonly type: string; readonly value: string } | undefined;
  /** The quota of characters that it is over. */
  readonly quota: number | undefined;
}

/** A message that says its reason itself: the token, the caller's credentials, the call. */
export interface KnownReason {
  readonly kind: 'reason';
  readonly reason: Reason;
  readonly message: string;
  readonly role: SaidRole | undefined;
  /** The URL of the identity provider, where the message has it. */
  readonly issuer: string | undefined;
}

/** An error of AWS that no trust policy causes. */
export interface OtherError {
  readonly kind: 'other';
  readonly code: string;
  readonly action: string | undefined;
  /** Which other policy AWS rejected, where it did: a sentence. */
  readonly policy?: string | undefined;
  readonly saidBy: SaidBy | undefined;
  readonly lookUp: LookUp | undefined;
}

/** A text that names a role, but no error that we know. */
export interface NamedRole {
  readonly kind: 'role';
  readonly role: SaidRole;
}

/** Who called, as far as the text says it. */
export type SaidCaller =
  /** A user, a role or a session by its ARN; with the role's ARN and ID where an event has them. */
  | {
      readonly kind: 'principal';
      readonly arn: string;
      readonly role?: string | undefined;
      readonly id?: string | undefined;
      readonly sourceIdentity?: string | undefined;
    }
  | { readonly kind: 'account'; readonly account: string }
  /** A role of which the name alone is said. */
  | { readonly kind: 'roleName'; readonly name: string }
  | {
      readonly kind: 'service';
      /** What the text calls it. */
      readonly name: string;
      readonly principals: readonly string[];
      /** Whether each of them has to be trusted, not just one. */
      readonly all: boolean;
    }
  | { readonly kind: 'vendor'; readonly name: string; readonly accounts: readonly string[] }
  | {
      readonly kind: 'oidc';
      /** The ARN of the identity provider. */
      readonly provider: string | undefined;
      readonly issuer: string | undefined;
      readonly claims: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'saml'; readonly provider: string | undefined; readonly user: string | undefined };

/** A role by its ARN, or by its name where the account is hidden or not said. */
export interface SaidRole {
  readonly arn: string | undefined;
  readonly name: string;
}

/** The kind of policy that AWS names as the cause. */
export interface SaidBy {
  /** Undefined where it says that some policy denies. */
  readonly policy: string | undefined;
  readonly explicit: boolean;
  readonly arn: string | undefined;
}

export interface SaidCall {
  readonly with?: CallParameters;
  readonly from?: CallOrigin;
  readonly context?: Readonly<Record<string, null>>;
}

/** What AWS can be asked about this very denial. */
export type LookUp =
  | { readonly kind: 'authorizationId'; readonly id: string; readonly region: string | undefined }
  | { readonly kind: 'encodedMessage'; readonly message: string };

/** A reason that a message says itself, and what to do. */
export interface Reason {
  /** What it is, as a sentence. */
  readonly text: string;
  readonly checks: readonly { readonly text: string; readonly command?: string }[];
  /** Where in the policy it may be looked at: the identity provider, the audience, or who is trusted. */
  readonly about?: 'provider' | 'audience' | 'principal';
  /** Whether the message is of a call with a web identity token, of which the role's policy can still say something. */
  readonly isToken?: boolean;
}

/** A reason and the words of the messages that say it. */
export interface SaidReason extends Reason {
  readonly words: RegExp;
  /** Words that others use too: they count where AWS is meant. */
  readonly common?: RegExp;
}
