import type { PrincipalType } from '../iam/vocabulary.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { itemsOf, toJson } from '../tree/node.ts';
import type { Principal } from './model.ts';

/** Takes a principal out of its list, its type too where it is the only one there; undefined where nothing would be left. */
export function removePrincipal({ statement, typeMember, value }: Principal): readonly TreeEdit[] | undefined {
  const block = statement.elements.get('Principal')?.value;
  const list = typeMember?.value;
  if (block?.kind !== 'object' || !typeMember) return undefined;
  if (list?.kind === 'array' && list.items.length > 1) return [{ op: 'remove', target: value.node, parent: list }];
  return block.members.length > 1 ? [{ op: 'remove', target: typeMember, parent: block }] : undefined;
}

/** Moves a principal to another type, behind those that stand there. */
export function movePrincipal(principal: Principal, type: PrincipalType): readonly TreeEdit[] | undefined {
  const { statement, typeMember, value } = principal;
  const block = statement.elements.get(principal.negated ? 'NotPrincipal' : 'Principal')?.value;
  if (block?.kind !== 'object' || !typeMember?.value) return undefined;
  const list = typeMember.value;
  const target = block.members.find((m) => m.key.value === type);
  const alone = itemsOf(list).length === 1;
  if (alone && !target) return [{ op: 'renameKey', target: typeMember, name: type }];
  const takeOut: TreeEdit =
    alone || list.kind !== 'array'
      ? { op: 'remove', target: typeMember, parent: block }
      : { op: 'remove', target: value.node, parent: list };
  const moved = toJson(value.node);
  if (!target) return [takeOut, { op: 'set', target: block, name: type, value: moved, where: 'last' }];
  if (!target.value) return undefined;
  if (target.value.kind === 'array') return [takeOut, { op: 'append', target: target.value, value: moved }];
  return [takeOut, { op: 'replace', target: target.value, value: [toJson(target.value), moved] }];
}
