/** What one request has for one condition key. */
export type Sent =
  | { readonly kind: 'absent' }
  | { readonly kind: 'one'; readonly value: string }
  /** Of a key with several values. */
  | { readonly kind: 'many'; readonly values: readonly string[] }
  /** There, with a value that is not known. */
  | { readonly kind: 'present' }
  /** Not even known whether it is there. */
  | { readonly kind: 'unknown' };

/** What a policy variable stands for in a request, by the name of its key. */
export type Variables = (key: string) => Sent;

export const ABSENT: Sent = { kind: 'absent' };
export const PRESENT: Sent = { kind: 'present' };
export const UNKNOWN: Sent = { kind: 'unknown' };

export function one(value: string): Sent {
  return { kind: 'one', value };
}
