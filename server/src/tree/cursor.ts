import { memberOf, type ValueNode } from './node.ts';
import type { PolicySource } from './source.ts';
import type { Template, TemplateText } from './template.ts';

/** Where in a policy a cursor stands. A host returns one with parts of its own, and gets it back. */
export interface Cursor {
  readonly policy: PolicySource | undefined;
  /** The containers around the cursor, from the policy's root inwards; empty in an empty document. */
  readonly containers: readonly ValueNode[];
  /** Member names and list indexes from the root to the cursor; for a key the path of its object. */
  readonly path: readonly (string | number)[];
  /** An argument is a name that only the host's language has: of a block that says two things of one element. */
  readonly at: 'document' | 'key' | 'argument' | 'value' | 'item';
  /** What is typed of the token so far, decoded, up to the cursor. */
  readonly typed: string;
  /** Names (of a key's object) or string values (of an item's list) that stand beside the cursor's own. */
  readonly siblings: readonly string[];
  /** Whether what is typed is text, such as a string; else it is a bare word, or nothing yet. */
  readonly inText: boolean;
  /** A name whose value stands already: only the name is replaced. */
  readonly keyOnly: boolean;
  /** A name of a mapping's first member may stand there as well, where mappings have no brackets; no name is beside it. Left out where they have. */
  readonly begins?: boolean;
  /** The condition key that an operator is for, where the host has both side by side; empty before it is said. */
  readonly operatorFor?: string;
  /** A name of the host's language, which other tools that know it may offer too. */
  readonly isHostName?: boolean;
  /** Resources that a value may refer to. */
  readonly resources?: readonly Resource[];
  /** What stands for the ID of the account that the document is deployed to, where a value may refer to that. */
  readonly account?: string;
  /** Further names that may stand at the cursor, where a function is given names: then nothing else may, but resources. */
  readonly names?: readonly FilledName[];
}

/** What the document's own tool fills in by its name. */
export interface FilledName {
  readonly kind: 'parameter' | 'pseudo parameter' | 'attribute';
  readonly name: string;
  /** It is a part of a text there. */
  readonly isPart: boolean;
}

/** A resource that the document, or what is read as one with it, declares. */
export interface Resource {
  readonly kind: 'role' | 'identity provider';
  /** What stands for its ARN: `aws_iam_role.deploy.arn`. */
  readonly arn: string;
  /** What its ARN ends with, where that is known: `role/deploy`, `oidc-provider/gitlab.com`. */
  readonly name: string | undefined;
}

/** What to put at a cursor; the host adds quotes, colon, commas, indentation. */
export type Insert =
  | { readonly kind: 'value'; readonly value: Template }
  | { readonly kind: 'key'; readonly name: string | TemplateText; readonly value: Template | undefined }
  /** What the document itself names, such as a resource: no text, but what fills one in. */
  | { readonly kind: 'reference'; readonly expression: string }
  | { readonly kind: 'members'; readonly members: readonly (readonly [key: string, value: Template])[] };

/** The objects and lists along a path, from the root inwards. */
export function containersOf(root: ValueNode | undefined, path: Cursor['path']): ValueNode[] {
  const found: ValueNode[] = [];
  let node = root;
  for (const step of path) {
    if (node?.kind !== 'object' && node?.kind !== 'array') return found;
    found.push(node);
    node = node.kind === 'array' ? node.items[Number(step)] : memberOf(node, String(step))?.value;
  }
  if (node?.kind === 'object' || node?.kind === 'array') found.push(node);
  return found;
}
