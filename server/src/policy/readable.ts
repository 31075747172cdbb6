import type { Span } from '../text/span.ts';
import type { Policy } from './model.ts';

/** Whether a place stands before anything that could not be read; behind it, names may be pieces of something else. */
export function isReadable(policy: Policy, span: Span): boolean {
  return policy.source.unreadable.every((broken) => span.end < broken.start);
}
