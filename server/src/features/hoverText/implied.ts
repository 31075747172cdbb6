import { code, paragraphs } from '../../text/markdown.ts';
import type { Member } from '../../tree/node.ts';
import type { Vocabulary } from '../../tree/vocabulary.ts';
import { describeElement, isElement } from './element.ts';

/** The defaults that count where somebody left something out. */
export function describeImplied(members: readonly Member[], names: Vocabulary): string {
  return paragraphs(
    ...members.flatMap(({ key, value, implied }) =>
      implied && value?.kind === 'string' ? [aboutDefault(key.value, value.value, names)] : [],
    ),
  );
}

function aboutDefault(element: string, value: string, names: Vocabulary): string {
  return paragraphs(
    `${code(names.nameOf(element))} isn't set, so it is ${code(value)}.`,
    isElement(element) ? describeElement(element) : undefined,
  );
}
