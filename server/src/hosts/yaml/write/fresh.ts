import { newMembers, type NewValue, type TreeEdit } from '../../../tree/edit.ts';
import type { StringNode } from '../../../tree/node.ts';
import type { Site } from '../policy.ts';

/** Whether an edit writes text that something would fill in, where the tool that reads the document has no way to say otherwise. */
export function fillsIn(edit: TreeEdit, { filling, place }: Site): boolean {
  const isFilled = (text: string | StringNode): boolean =>
    typeof text === 'string' &&
    (filling.holesOf(text).length > 0 || (place.substituted === true && text.includes('${')));
  const fills = (value: NewValue): boolean => {
    if (typeof value === 'string') return isFilled(value);
    if (Array.isArray(value)) return (value as readonly NewValue[]).some(fills);
    return newMembers(value)?.some(([name, member]) => isFilled(name) || fills(member)) ?? false;
  };
  switch (edit.op) {
    case 'replace':
      // Of a text it is known which of its parts stay.
      return !(edit.target.kind === 'string' && edit.target.holes.length) && fills(edit.value);
    case 'set':
      return isFilled(edit.name) || fills(edit.value);
    case 'append':
      return fills(edit.value);
    case 'replaceText':
      return isFilled(edit.text);
    case 'renameKey':
      return !edit.target.key.holes.length && isFilled(edit.name);
    case 'remove':
    case 'substitute':
      return false;
  }
}
