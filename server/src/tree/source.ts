import { listed } from '../text/listed.ts';
import type { Span } from '../text/span.ts';
import type { Reference, ValueNode } from './node.ts';
import type { Vocabulary } from './vocabulary.ts';

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
  /** The template or module that the policy stands in, if it does. */
  readonly template: Template | undefined;
  /** Places inside that could not be read: what stands behind one in the same statement is a guess. */
  readonly unreadable: readonly Span[];
  /** How its elements are called where it stands. */
  readonly names: Vocabulary;
  /** All text that its nodes stand in: its own first, then what it takes from elsewhere. */
  readonly pieces: readonly Span[];
  /** The policy of the document that this one is, where a condition of the template chooses some of its values; left out for that itself. */
  readonly readingOf?: PolicySource | undefined;
  /** Whether some piece holds a place. */
  covers(span: Span): boolean;
  /** The text of its pieces, and whatever else its reading depends on: same fingerprint, same findings. */
  readonly fingerprint: string;
  /** The JSON text itself, decoded, where the document has it. */
  readonly json: string | undefined;
  /** Characters that IAM counts of the JSON that is sent; undefined where a deploy decides. */
  length(): number | undefined;
  /** False only where its JSON text is known, or surely what it comes to, and has no such sign. */
  mayHold(sign: RegExp): boolean;
}

/** A template or a module, whose resources and parameters a policy may refer to by name. */
export interface Template {
  /** How people call it. */
  readonly noun: 'template' | 'module';
  /** What a name stands for; undefined for a resource of another type, and for a name that the template does not have. */
  kindOf(name: string): TemplatePart | undefined;
  /** What a text refers to that is nothing but a hole: `${AppRole.Arn}`. */
  refersTo(hole: string): Reference | undefined;
}

export type TemplatePart = 'role' | 'user' | 'identity provider' | 'account' | 'parameter';

/** What the document says of the role that carries the policy. */
export interface Owner {
  readonly roleName: string | undefined;
  readonly roleArn: string | undefined;
  /** The path of the role's name, such as `/aws-service-role/ecs.amazonaws.com/`. */
  readonly path: string | undefined;
  /** The name of the role's resource in a CloudFormation template. */
  readonly logicalId: string | undefined;
  /** The address of the role's resource in a Terraform module. */
  readonly address?: string | undefined;
  /** Where it says so: the object around name and policy. */
  readonly span: Span;
  /** Where it names the role. */
  readonly nameSpan: Span;
  /** The policy stands apart from the role, which refers to it. */
  readonly isApart?: boolean | undefined;
  /** More roles that take the same policy. */
  readonly others?: readonly Owner[] | undefined;
}

/** The roles that take a policy, as far as the document says it. */
export function ownersOf({ owner }: Pick<PolicySource, 'owner'>): readonly Owner[] {
  return owner ? [owner, ...(owner.others ?? [])] : [];
}

/** How a person is told which role it is: by what AWS calls it, else by what its file does. */
export function calledRole(owner: Owner | undefined): string | undefined {
  return owner && (owner.roleArn ?? owner.roleName ?? owner.address);
}

/** The same of all roles that take a policy. @param called how each is called */
export function calledRoles(
  source: Pick<PolicySource, 'owner'>,
  called: (owner: Owner) => string | undefined = calledRole,
): string | undefined {
  const names = ownersOf(source).flatMap((owner) => called(owner) ?? []);
  return names.length ? listed(names, 'and') : undefined;
}

/** By its name alone, where that is known. */
export function shortlyCalled(owner: Owner): string | undefined {
  return owner.roleName ?? calledRole(owner);
}

/** Something that keeps the text from being JSON as IAM reads it. */
export interface SyntaxProblem {
  readonly kind:
    | 'comment'
    | 'trailingComma'
    | 'singleQuotes'
    | 'smartQuotes'
    | 'byteOrderMark'
    | 'leadingSpace'
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
