import { sameName, type PrincipalType } from '../iam/vocabulary.ts';
import { keep, type TreeEdit } from '../tree/edit.ts';
import { itemsOf, mayBeList } from '../tree/node.ts';
import type { Principal } from './model.ts';
import { renameKey, spreadOut } from './statementEdits.ts';

/** Takes a principal out of its list, its type too where it is the only one there; undefined where nothing would be left. */
export function removePrincipal({ statement, typeMember, value }: Principal): readonly TreeEdit[] | undefined {
  const block = statement.elements.get('Principal')?.value;
  const list = typeMember?.value;
  if (block?.kind !== 'object' || !typeMember) return undefined;
  if (list?.kind === 'array' && list.items.length > 1) return [{ op: 'remove', target: value.node, parent: list }];
  return block.members.length > 1 ? [{ op: 'remove', target: typeMember, parent: block }] : undefined;
}

/** Puts others in the place of a principal; those that its list has already stay where they are. */
export function replacePrincipal({ typeMember, value }: Principal, others: readonly string[]): readonly TreeEdit[] {
  const list = typeMember?.value;
  if (list?.kind !== 'array') {
    const [one] = others;
    return [{ op: 'replace', target: value.node, value: others.length === 1 && one !== undefined ? one : [...others] }];
  }
  const kept = list.items.filter((item) => item !== value.node);
  const added = others.filter((other) => !kept.some((item) => item.kind === 'string' && item.value === other));
  return [{ op: 'replace', target: list, value: [...kept.map(keep), ...added] }];
}

/** One value that names several principals as several, each by itself. */
export function spreadOutPrincipal({ typeMember, value }: Principal, parts: readonly string[]): readonly TreeEdit[] {
  return spreadOut(typeMember?.value, value.node, parts);
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
  const moved = keep(value.node);
  if (!target) return [takeOut, { op: 'set', target: block, name: type, value: moved, where: 'last' }];
  if (!target.value || mayBeList(target.value) || mayBeList(list)) return undefined;
  if (target.value.kind === 'array') return [takeOut, { op: 'append', target: target.value, value: moved }];
  return [takeOut, { op: 'replace', target: target.value, value: [keep(target.value), moved] }];
}

/**
 * Gives an OIDC provider another issuer, at the end of its ARN and in the keys of its statement: they name one. Undefined where a
 * key would be lost.
 */
export function renameIssuer(
  { statement, value }: Principal,
  from: string,
  to: string,
): readonly TreeEdit[] | undefined {
  if (value.node.kind !== 'string' || !value.value.endsWith(from)) return undefined;
  const keys = statement.conditions.flatMap((condition) => {
    const { providerKey } = condition;
    if (!providerKey) return [];
    const { before, issuer, claim } = providerKey;
    // With the scheme of the provider's name in it, or without.
    if (sameName(before + issuer.value, from)) return [renameKey(condition, `${to}:${claim.value}`)];
    return sameName(issuer.value, from) ? [renameKey(condition, `${before}${to}:${claim.value}`)] : [];
  });
  if (keys.includes(undefined)) return undefined;
  const arn = value.value.slice(0, value.value.length - from.length) + to;
  return [{ op: 'replace', target: value.node, value: arn }, ...keys.flatMap((edits) => edits ?? [])];
}
