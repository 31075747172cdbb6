import { meantElement } from '../iam/elementName.ts';
import { POLICY_ELEMENTS, type PolicyElement } from '../iam/vocabulary.ts';
import { itemsOf, memberOf, type Member, type ObjectNode } from '../tree/node.ts';

/** Principal, NotPrincipal, or one of them as people misspell it. */
export function isPrincipal(name: string): boolean {
  return PRINCIPAL.test(name);
}

const PRINCIPAL = /^(not)?princip(al|le|els?)s?$/i;

export function hasResource(statement: ObjectNode): boolean {
  return statement.members.some((m) => m.key.value === 'Resource' || m.key.value === 'NotResource');
}

/** The member that is an element of a policy, or else the last one that is clearly meant to be it. */
export function meantMember(policy: ObjectNode, name: PolicyElement): Member | undefined {
  return memberOf(policy, name) ?? policy.members.findLast((m) => meantElement(m.key.value, POLICY_ELEMENTS) === name);
}

export function statementsOf(policy: ObjectNode): readonly ObjectNode[] {
  return itemsOf(meantMember(policy, 'Statement')?.value).filter((s) => s.kind === 'object');
}
