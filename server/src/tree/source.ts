import type { Layer } from '../text/layer.ts';
import type { Span } from '../text/span.ts';
import type { ValueNode } from './node.ts';

/** trust: judged. permission: a permissions policy where a trust policy is expected. unknown: not ours, silent. */
export type PolicyKind = 'trust' | 'permission' | 'unknown';

/** One policy found in a document. */
export interface PolicySource {
  readonly root: ValueNode;
  readonly kind: PolicyKind;
  /** The whole document is the policy, or it lies inside: decides which syntax problems are its own. */
  readonly place: 'document' | 'embedded';
  /** What says that it is a trust policy. */
  readonly toldBy: 'content' | 'member' | 'name' | 'user';
  /** The role it belongs to, where the document says so. */
  readonly owner: Owner | undefined;
  /** The template that the policy stands in, if it does. */
  readonly template: Template | undefined;
  /** From the document inwards; empty when the policy is plain text of the document. */
  readonly layers: readonly Layer[];
  /** Places inside that could not be read: what stands behind one in the same statement is a guess. */
  readonly unreadable: readonly Span[];
  /** The policy's text as it stands in the document: same text, same findings. */
  readonly slice: string;
}

/** A template whose resources and parameters a policy may refer to by name. */
export interface Template {
  /** What a name stands for; undefined for a resource of another type, and for a name that the template does not have. */
  kindOf(name: string): 'role' | 'user' | 'identity provider' | 'account' | 'parameter' | undefined;
}

/** What the document says of the role that carries the policy. */
export interface Owner {
  readonly roleName: string | undefined;
  readonly roleArn: string | undefined;
  /** The name of the role's resource in a CloudFormation template. */
  readonly logicalId: string | undefined;
  /** Where it says so: the object around name and policy. */
  readonly span: Span;
  /** Where it names the role. */
  readonly nameSpan: Span;
}

/** Something that keeps the text from being JSON as IAM reads it. */
export interface SyntaxProblem {
  readonly kind:
    | 'comment'
    | 'trailingComma'
    | 'singleQuotes'
    | 'smartQuotes'
    | 'byteOrderMark'
    | 'commaMissing'
    | 'colonMissing'
    | 'valueMissing'
    | 'closingMissing'
    | 'stringUnclosed'
    | 'badEscape'
    | 'badCharacter'
    | 'extraText'
    | 'tooDeep'
    | 'unexpected';
  readonly span: Span;
  /** What stands there, or what is missing, for the message. */
  readonly detail: string;
  readonly fix: SyntaxFix | undefined;
  /** Whether an editor's own JSON support shows it too: so for the document's own text, not for text inside a string. */
  readonly plain: boolean;
}

export interface SyntaxFix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly newText: string }[];
}
