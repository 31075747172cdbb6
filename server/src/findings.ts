import type { RuleId } from './ruleIds.ts';
import type { TextEdit } from './text/edit.ts';
import type { Span } from './text/span.ts';
import type { TreeEdit } from './tree/edit.ts';

export const LEVELS = ['error', 'warning', 'information', 'hint'] as const;
/**
 * error: IAM refuses it, it can never work, or anyone gets in. warning: it lets more in than it looks, or does nothing.
 * information: advice that is right for most roles. hint: tidiness.
 */
export type Level = (typeof LEVELS)[number];

/** One thing worth saying about a policy, with what can be done about it. */
export interface Finding {
  readonly ruleId: RuleId;
  readonly messageId: string;
  /** What is wrong and what it means for who can get in. */
  readonly message: string;
  readonly level: Level;
  /** The smallest span that shows it. */
  readonly span: Span;
  /** The second place of a cause that has two. */
  readonly related: readonly Related[];
  /** What it speaks about does nothing, and is shown faded. */
  readonly unnecessary: boolean;
  /** IAM rejects the policy because of it, so there is nothing to be ignored. */
  readonly rejected: boolean;
  /** A plain syntax error that an editor's own JSON support shows too. */
  readonly plainSyntax: boolean;
  /** Best first. Worked out when asked for. */
  readonly fixes: readonly Fix[];
}

export interface Related {
  readonly span: Span;
  readonly message: string;
}

interface FixBase {
  /** What to do, as a person would say it. */
  readonly title: string;
  /** safe: the only sensible reading, part of fix-all. review: one of several, or it changes who gets in. */
  readonly safety: 'safe' | 'review';
}

/** The edits are worked out when the fix is chosen, so that a random value is new each time. */
export type Fix =
  | (FixBase & { readonly kind: 'tree'; edits(): readonly TreeEdit[] })
  | (FixBase & { readonly kind: 'text'; readonly edits: readonly TextEdit[] })
  | (FixBase & { readonly kind: 'ownAccount'; readonly account: string });

/** A fix with the only sensible reading, part of fix-all. */
export function safeFix(title: string, edits: () => readonly TreeEdit[]): Fix {
  return { kind: 'tree', title, safety: 'safe', edits };
}

/** A fix that a person chooses. */
export function reviewFix(title: string, edits: () => readonly TreeEdit[]): Fix {
  return { kind: 'tree', title, safety: 'review', edits };
}
