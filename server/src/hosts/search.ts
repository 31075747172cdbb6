/**
 * Whether a text may hold a trust policy, wherever in it: cheap, and rather yes than no. What really is one decides the host, on
 * the tree.
 */
export function mayHoldTrustPolicy(text: string): boolean {
  return asksForPolicy(text) || new TrustPolicySearch().take(text);
}

/** Whether a file of Terraform may hold one soon: a role or a policy document has begun, or a line asks for a template. */
export function mayBecomeTrustPolicy(text: string): boolean {
  return /"aws(?:cc)?_iam_(?:role|policy_document)"|^[ \t]*trust-[\w-]*[ \t]*\r?$/m.test(text);
}

/** The same for a text that comes in pieces, none of which is kept. */
export class TrustPolicySearch {
  /** The end of the last piece: what is looked for may be cut in two. */
  #rest = '';
  #principal = false;
  #action = false;

  /** Whether what came so far may hold a trust policy. */
  take(piece: string): boolean {
    const text = this.#rest + piece;
    this.#principal ||= /princip/i.test(text);
    this.#action ||= /sts(?::|%3a)/i.test(text);
    this.#rest = text.slice(-LONGEST_MARK);
    return (this.#principal && this.#action) || /assume_?role_?policy/i.test(text);
  }
}

/** As long as anything that is looked for. */
const LONGEST_MARK = 'assume_role_policy'.length;

/** Whether nothing stands there but what somebody types to get a whole policy: the prefix that all templates begin with. */
export function asksForPolicy(text: string): boolean {
  return text.length < LONGEST_PREFIX && /^\s*(?:\{\s*)?"?trust-[\w-]*"?\s*(?:\}\s*)?$/i.test(text);
}

/** More than any prefix with the blanks around it. */
const LONGEST_PREFIX = 200;
