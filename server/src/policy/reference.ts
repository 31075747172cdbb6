import { isHole } from '../text/holedText.ts';
import type { Reference } from '../tree/node.ts';
import type { PolicySource, TemplatePart } from '../tree/source.ts';
import type { Text } from './policyText.ts';

/** What a value means of its own template or module, where it is nothing but a name for it. */
export function referenceOf(text: Text, { template }: PolicySource): Reference | undefined {
  const { node, value } = text;
  if (node.kind === 'opaque') return node.refersTo;
  return isMade(text) ? template?.refersTo(value) : undefined;
}

/** What kind of part that is. */
export function partOf(text: Text, source: PolicySource): (Reference & { readonly kind: TemplatePart }) | undefined {
  const reference = referenceOf(text, source);
  const kind = reference && source.template?.kindOf(reference.name);
  return kind && { ...reference, kind };
}

/** Whether a template or a module makes all of a value. */
export function isMade(text: Text): boolean {
  if (text.node.kind === 'opaque') return text.node.reason === 'intrinsic';
  return isHole(text) && text.holes[0]?.reason !== 'placeholder';
}

/** Whether it is what a deploy adds to a list, which stands nowhere. */
export function isRest({ node }: Text): boolean {
  return node.kind === 'opaque' && node.isRest === true;
}
