import type { Span } from '../../text/span.ts';
import type { Template } from './template.ts';

// HCL as it is written: bodies of attributes and blocks, and expressions as far as a policy may be told from them. Nothing is
// evaluated.

/** A file, or a part of one. */
export interface SyntaxTree {
  readonly body: Body;
  /** What could not be read, and where something is missing; in text order. Nothing near it is sure. */
  readonly unreadable: readonly Span[];
}

export interface Body {
  readonly span: Span;
  readonly items: readonly (Attribute | Block)[];
}

export interface Attribute {
  readonly kind: 'attribute';
  readonly name: Name;
  /** `effect =` has none yet. */
  readonly value: Expression | undefined;
  readonly span: Span;
}

export interface Block {
  readonly kind: 'block';
  readonly type: Name;
  readonly labels: readonly (Name | Template)[];
  readonly body: Body;
  readonly span: Span;
}

/** A word that stands for itself. */
export interface Name {
  readonly kind: 'name';
  readonly text: string;
  readonly span: Span;
}

export type Expression =
  Template | Literal | Tuple | ObjectExpression | Parentheses | Conditional | Reference | Call | Opaque;

export interface Literal {
  readonly kind: 'literal';
  readonly value: number | boolean | null;
  readonly span: Span;
}

export interface Tuple {
  readonly kind: 'tuple';
  readonly items: readonly Expression[];
  readonly span: Span;
}

export interface ObjectExpression {
  readonly kind: 'object';
  readonly members: readonly ObjectMember[];
  readonly span: Span;
}

export interface ObjectMember {
  /** A bare word is a name, not a reference; `(…)` is an expression. */
  readonly key: Name | Expression;
  readonly value: Expression | undefined;
  readonly span: Span;
}

export interface Parentheses {
  readonly kind: 'parentheses';
  readonly inner: Expression | undefined;
  readonly span: Span;
}

export interface Conditional {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression | undefined;
  readonly whenFalse: Expression | undefined;
  readonly span: Span;
}

/** `data.aws_iam_policy_document.x[0].json`. */
export interface Reference {
  readonly kind: 'reference';
  readonly root: Name;
  readonly steps: readonly Step[];
  readonly span: Span;
}

export type Step =
  | Name
  /** `["k"]`, `[0]`, `.0`; no key where it must be computed. */
  | { readonly kind: 'index'; readonly key: string | number | undefined; readonly span: Span }
  /** `[*]`, `.*`. */
  | { readonly kind: 'splat'; readonly span: Span };

export interface Call {
  readonly kind: 'call';
  readonly name: Name;
  readonly arguments: readonly Expression[];
  /** The last argument is a list of arguments. */
  readonly expands: boolean;
  readonly span: Span;
}

/** Whatever else: `for`, operators, what cannot be read. */
export interface Opaque {
  readonly kind: 'opaque';
  readonly reason: 'for' | 'operation' | 'unreadable';
  readonly span: Span;
}
