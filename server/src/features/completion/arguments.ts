import { PRINCIPAL_TYPES, STRING_EQUALS } from '../../iam/vocabulary.ts';
import { stop, type Template } from '../../tree/template.ts';
import type { CompletionProvider } from './item.ts';

interface Argument {
  readonly name: string;
  readonly detail: string;
  readonly value: Template;
}

/** Arguments of the blocks that say two or three things of one element, in the order in which people write them. */
const ARGUMENTS: Readonly<Record<'Principal' | 'Condition', readonly Argument[]>> = {
  Principal: [
    { name: 'type', detail: 'Type of the principals', value: stop(1, 'AWS', PRINCIPAL_TYPES.slice(0, 3)) },
    { name: 'identifiers', detail: 'Who can assume the role', value: [stop(1, '')] },
  ],
  Condition: [
    { name: 'test', detail: 'Condition operator', value: stop(1, STRING_EQUALS) },
    { name: 'variable', detail: 'Condition key', value: stop(1, '') },
    { name: 'values', detail: 'Values that match', value: [stop(1, '')] },
  ],
};

/** The arguments that a block lacks. */
export const argumentItems: CompletionProvider = ({ slot, cursor }) =>
  slot.at === 'argument'
    ? ARGUMENTS[slot.of]
        .filter(({ name }) => !cursor.siblings.includes(name))
        .map(({ name, detail, value }, i) => ({
          label: name,
          kind: 'element',
          detail,
          insert: { kind: 'key', name, value },
          rank: i,
        }))
    : [];
