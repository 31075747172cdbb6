/** How a host calls the elements of policies. */
export interface Vocabulary {
  /** The host's name of an element of IAM. */
  nameOf(element: string): string;
  /** The element that a name most likely means, where the host's names are others than IAM's. */
  nearest(written: string, at: 'policy' | 'statement'): string | undefined;
  /** The elements are arguments and blocks, whose names the host itself knows. */
  readonly areArguments?: true;
  /** What fills in names, where text has to ask for it. */
  readonly substitution?: Substitution | undefined;
}

/** Who replaces `${Name}` only where a text asks for it. */
export interface Substitution {
  /** Such as CloudFormation. */
  readonly by: string;
  /** The function that asks. */
  readonly with: string;
  /** How it is written here. */
  readonly written: string;
}

/** IAM's own names. */
export const IAM_NAMES: Vocabulary = { nameOf: (element) => element, nearest: () => undefined };
