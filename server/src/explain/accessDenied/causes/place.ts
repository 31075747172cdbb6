import type { Condition, Element, Principal, Statement } from '../../../policy/model.ts';
import type { Span } from '../../../text/span.ts';

/** More is a statement, not a place that somebody could look at. Characters. */
const LONGEST = 400;

/** A place if it is short enough to point at, else the next. */
export function pointAt(...places: readonly (Span | undefined)[]): Span | undefined {
  return places.find((place) => place !== undefined && place.end - place.start <= LONGEST);
}

/** A condition with its key and values; of a long one the key. */
export function placeOfCondition({ member }: Condition): Span | undefined {
  return pointAt(member.span, member.key.span);
}

export function placeOfElement(element: Element | undefined): Span | undefined {
  return element && pointAt(element.member.span, element.member.key.span);
}

/** What a statement names: all of it where it is short, else the first. */
export function placeOfPrincipals({ elements, principals }: Statement): Span | undefined {
  const element = elements.get('Principal') ?? elements.get('NotPrincipal');
  return pointAt(element?.value?.span, principals[0]?.value.span, element?.member.key.span);
}

export function placeOfPrincipal(principal: Principal): Span | undefined {
  return pointAt(principal.value.span, placeOfPrincipals(principal.statement));
}
