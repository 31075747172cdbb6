import type { ConditionKey } from '../catalogue/conditionKeys.ts';
import type { FoundProvider } from '../catalogue/oidcProviders.ts';
import type { HoledText } from '../text/holedText.ts';
import type { Effect, PolicyElement, PrincipalType, StatementElement } from '../iam/vocabulary.ts';
import type { Operator } from '../iam/operators.ts';
import type { ProviderKey } from '../iam/providerKey.ts';
import type { Member, ObjectNode, ValueNode } from '../tree/node.ts';
import type { PolicySource } from '../tree/source.ts';
import type { CallerFacts } from '../semantics/request.ts';
import type { ReadSubject } from './oidcSubject.ts';
import type { Text } from './policyText.ts';

/** A trust policy as far as it can be read. Missing is undefined; nothing here throws. */
export interface Policy {
  readonly source: PolicySource;
  readonly node: ObjectNode | undefined;
  readonly elements: Elements<PolicyElement>;
  readonly statements: readonly Statement[];
  /** Those of them that keep somebody out. */
  readonly denies: readonly Statement[];
  /** Some text of the policy may be a placeholder. */
  readonly mayHoldPlaceholders: boolean;
  /** A statement's elements that stand beside Statement, out of place. */
  readonly strayed: readonly UnknownElement<PolicyElement>[];
  /** False when a syntax error outside of the statements may hide elements. */
  readonly complete: boolean;
}

/** The members of an object of the grammar, by the element they are or clearly mean. */
export interface Elements<Name extends string> {
  /** Of a repeated element the last, as in IAM's own reading. */
  get(name: Name): Element | undefined;
  /** Members that are no element, with the one they most likely mean. */
  readonly unknown: readonly UnknownElement<Name>[];
}

export interface Element {
  readonly member: Member;
  readonly value: ValueNode | undefined;
  /** The key is not the element's name, but clearly means it (`Principle`, `principal`). */
  readonly misspelt: boolean;
}

export interface UnknownElement<Name extends string> {
  readonly member: Member;
  /** Set when one element is clearly meant; the member then fills its slot, unless the slot is taken. */
  readonly meant: Name | undefined;
  readonly fillsSlot: boolean;
}

export interface Statement {
  readonly policy: Policy;
  readonly node: ObjectNode;
  readonly elements: Elements<StatementElement>;
  /** Undefined when missing, invalid or a hole. */
  readonly effect: Effect | undefined;
  readonly principals: readonly Principal[];
  readonly actions: readonly Text[];
  /** The assume actions among them, wildcards spelt out. */
  readonly assumes: readonly string[];
  readonly conditions: readonly Condition[];
  /** Conditions that could not be read or that only a deploy knows: any guard may be among them. */
  readonly conditionsOpen: boolean;
  /** False when a syntax error in or before it may hide elements. */
  readonly complete: boolean;
  readonly shape: StatementShape;
}

export interface Principal {
  readonly statement: Statement;
  /** `*` is the bare star: `"Principal": "*"`. Undefined for a key that is no principal type. */
  readonly type: PrincipalType | '*' | undefined;
  /** From NotPrincipal. */
  readonly negated: boolean;
  readonly typeMember: Member | undefined;
  readonly value: Text;
}

export interface Condition {
  readonly statement: Statement;
  readonly operatorMember: Member;
  /** Undefined when IAM knows no such operator. */
  readonly operator: Operator | undefined;
  readonly member: Member;
  readonly key: Text;
  /** What AWS documents of the key; undefined for an OIDC provider's, and for one that we do not know. */
  readonly known: ConditionKey | undefined;
  /** The key taken apart, when it is an OIDC provider's. */
  readonly providerKey: ProviderKey | undefined;
  /** Strings, and numbers or booleans as IAM stores them: their text. */
  readonly values: readonly ConditionValue[];
  /** Some value is not literal. */
  readonly open: boolean;
  /** Its values read as subjects of its provider, in order; read once, for several rules ask. */
  readonly subjects: readonly (ReadSubject | 'unread' | undefined)[];
}

export interface ConditionValue {
  readonly node: ValueNode;
  /** Undefined for an object, a list or null: no condition value. */
  readonly text: Text | undefined;
}

/** What one principal is, as far as its text tells. */
export type PrincipalKind = {
  /** What all its callers share; undefined for everyone, and where that is not known. */
  readonly caller: CallerFacts | undefined;
} & (
  | { readonly kind: 'everyone' }
  | { readonly kind: 'account'; readonly account: string | undefined; readonly vendor: string | undefined }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'oidc'; readonly issuer: HoledText; readonly found: FoundProvider | undefined }
  | { readonly kind: 'saml' }
  | { readonly kind: 'federated' }
  | { readonly kind: 'unknown' }
);

/** The one kind that all principals of a statement share, `mixed` when they differ, `none` without any. */
export type StatementKind = PrincipalKind['kind'] | 'mixed' | 'none';

/** What a statement is for: everything that judges or helps steers by it. */
export interface StatementShape {
  /** One for each principal, in order. */
  readonly principals: readonly PrincipalKind[];
  readonly kind: StatementKind;
}
