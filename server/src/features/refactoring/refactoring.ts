import type { Policy, Statement } from '../../policy/model.ts';
import type { TreeEdit } from '../../tree/edit.ts';

/** A change that a person chooses; nothing is wrong without it. */
export interface Refactoring {
  /** What to do. */
  readonly title: string;
  /** rewrite: says the same otherwise. change: other callers can assume the role than before, as its title says. */
  readonly kind: 'rewrite' | 'change';
  /** Worked out when chosen: a random value is new each time. */
  readonly edits: () => readonly TreeEdit[];
  /** What it also changes, in other policies of the document and of the workspace. */
  readonly elsewhere?: Rotation;
}

/** An external ID that gives way to another, in all policies that require it of the same callers. */
export interface Rotation {
  readonly id: string;
  /** Who sends it, as `sendersTo` has them: what others send is another matter, even where it is the same. */
  readonly senders: ReadonlySet<string>;
  /** The ID that is accepted too; undefined for that the old one is accepted no more. */
  readonly also: string | undefined;
}

/** Where it is asked, and what is known of the reader. */
export interface Place {
  readonly policy: Policy;
  /** The statement around the selection. */
  readonly statement: Statement | undefined;
  /** Offset in the document. */
  readonly offset: number;
  readonly organizations: readonly string[];
  /** The reader's own: of the settings, and those that the document shows to be. */
  readonly accounts: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly random: () => string;
}

export type Refactorer = (place: Place) => readonly Refactoring[];
