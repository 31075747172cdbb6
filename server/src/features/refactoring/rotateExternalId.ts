import { externalIdPlaceholder } from '../../catalogue/vendorAccounts.ts';
import { newExternalId } from '../../guards/external-id.ts';
import { externalIdNear, externalIdsIn, externalIdTests, sendersTo } from '../../policy/externalIds.ts';
import { isLiteral } from '../../policy/conditionGuarantees.ts';
import type { Condition, ConditionValue, Policy, Statement } from '../../policy/model.ts';
import { serviceOf } from '../../policy/namedService.ts';
import { touches } from '../../text/span.ts';
import type { TreeEdit } from '../../tree/edit.ts';
import { callersOf } from './addGuard.ts';
import type { Place, Refactorer, Refactoring, Rotation } from './refactoring.ts';

/** A new external ID beside the old one for a while; once all callers send it, the old one goes. */
export const rotating: Refactorer = (place) => {
  const { policy, offset } = place;
  const use = externalIdNear(policy, offset);
  if (!use) return [];
  const { statement } = use.condition;
  const senders = sendersTo(statement);
  const step = (title: string, also: string | undefined): Refactoring => {
    const elsewhere = { id: use.id, senders, also };
    return { title, kind: 'change', edits: () => rotate(policy, elsewhere, statement), elsewhere };
  };
  const next = nextExternalId(place, senders);
  return [
    ...(next ? [step(next.title, next.value)] : []),
    ...(touches(use.span, offset) ? [step('Remove this external ID', undefined)] : []),
  ];
};

/** The ID to accept too: a random one, or what stands for it until whoever issues it did; undefined where a service always sends the same. */
function nextExternalId(place: Place, senders: ReadonlySet<string>): { title: string; value: string } | undefined {
  const allows = place.policy.statements.filter((s) => s.effect === 'Allow' && areShared(sendersTo(s), senders));
  const services = allows.flatMap(({ principals }) =>
    principals.flatMap(({ type, value }) =>
      type === 'Service' ? (serviceOf(value.value)?.sends.externalId ?? []) : [],
    ),
  );
  if (services.some(({ value }) => value !== undefined)) return undefined;
  const vendors = [...new Set(allows.flatMap((statement) => callersOf({ ...place, statement }).vendors))];
  const value = services.length ? externalIdPlaceholder() : newExternalId({ vendors, random: place.random });
  const [vendor = ''] = vendors;
  if (!vendors.length) return { title: 'Rotate external ID: accept a new one too', value };
  const issuer = vendors.length === 1 && vendor !== '' ? vendor : 'the vendor';
  return { title: `Rotate external ID: accept the new one from ${issuer} too`, value };
}

/**
 * What a rotation changes in a policy: nothing where it would end in a role that nobody can assume.
 * @param own the statement where it begins, whoever sends the ID there; a Deny decides for all whom the policy allows
 */
export function rotate(policy: Policy, { id, senders, also }: Rotation, own?: Statement): readonly TreeEdit[] {
  const isTheirs = (statement: Statement): boolean =>
    statement === own || own?.effect === 'Deny' || areShared(sendersTo(statement), senders);
  const isDeny = ({ statement }: Condition): boolean => statement.effect === 'Deny';
  const uses = externalIdsIn(policy).filter((use) => use.id === id);
  const all = [...new Set(uses.map(({ condition }) => condition))];
  if (!all.some(({ statement }) => isTheirs(statement))) return [];
  const tests = all.filter((test) => isDeny(test) || isTheirs(test.statement));
  if (!tests.every(({ statement }) => isRotatable(statement, id))) return [];
  if (also !== undefined) return tests.flatMap((test) => accept(test, also));
  if (!leavesOne(tests, id)) return [];
  // What a Deny still exempts may be what the others send.
  const areAllTheirs = policy.statements.every((s) => s.effect !== 'Allow' || isTheirs(s));
  return tests.flatMap((test) => (areAllTheirs || !isDeny(test) ? withdraw(test, id) : []));
}

function areShared(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((one) => others.has(one));
}

/** The operators that one more value makes accept just that value. */
const ROTATED: Readonly<Record<'Allow' | 'Deny', readonly string[]>> = {
  Allow: ['StringEquals', 'StringLike'],
  Deny: ['StringNotEquals', 'StringNotLike'],
};

/** Whether each test of the external ID lists the ID among exact ones: another kind of test may not match the new one. */
function isRotatable(statement: Statement, id: string): boolean {
  const { effect } = statement;
  return (
    effect !== undefined &&
    externalIdTests(statement).every(
      (test) =>
        ROTATED[effect].includes(test.operator?.base ?? '') &&
        isLiteral(test) &&
        test.values.some(({ text }) => text?.value === id),
    )
  );
}

/** Whether callers can still meet the tests without the ID: by another one that each of them lists. */
function leavesOne([test, ...others]: readonly Condition[], id: string): boolean {
  const lists = others.map(({ values }) => new Set(values.map(textOf)));
  const isListed = (value: ConditionValue): boolean => lists.every((list) => list.has(textOf(value)));
  return !!test?.values.some((value) => isFilledIn(value) && !isId(value, id) && isListed(value));
}

const textOf = ({ text }: ConditionValue): string => text?.value ?? '';

function isId({ text }: ConditionValue, id: string): boolean {
  return text?.value === id && !text.holes.length;
}

/** Whether a value is one that callers can send, or that a template names. */
function isFilledIn({ text }: ConditionValue): boolean {
  return text !== undefined && text.value !== '' && text.holes.every(({ reason }) => reason === 'intrinsic');
}

function accept({ member, values }: Condition, also: string): readonly TreeEdit[] {
  const target = member.value;
  if (!target || values.some((value) => textOf(value) === also)) return [];
  return target.kind === 'array'
    ? [{ op: 'append', target, value: also }]
    : [{ op: 'replace', target, value: [...values.map(textOf), also] }];
}

function withdraw({ member, values }: Condition, id: string): readonly TreeEdit[] {
  const list = member.value;
  if (list?.kind !== 'array') return [];
  const [only, ...others] = values.filter((value) => !isId(value, id));
  if (only?.node.kind === 'string' && !others.length) return [{ op: 'replace', target: list, value: only.node.value }];
  return values.flatMap((value) => (isId(value, id) ? [{ op: 'remove', target: value.node, parent: list }] : []));
}
