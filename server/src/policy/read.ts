import { conditionKey, type ConditionKey } from '../catalogue/conditionKeys.ts';
import { meantElement } from '../iam/elementName.ts';
import { parseOperator, type Operator } from '../iam/operators.ts';
import { mayHoldPlaceholders } from '../iam/placeholders.ts';
import { parseProviderKey, type ProviderKey } from '../iam/providerKey.ts';
import { ASSUME_ACTIONS, EFFECTS, POLICY_ELEMENTS, PRINCIPAL_TYPES, STATEMENT_ELEMENTS } from '../iam/vocabulary.ts';
import type { Steps } from '../steps.ts';
import { contains } from '../text/span.ts';
import { itemsOf, type Member, type ObjectNode, type OpaqueNode, type ValueNode } from '../tree/node.ts';
import type { PolicySource } from '../tree/source.ts';
import { assumeActionsOf } from './assumeActions.ts';
import { readElements } from './elements.ts';
import type { Condition, ConditionValue, Element, Policy, Principal, Statement, StatementShape } from './model.ts';
import { shapeOf } from './principalKinds.ts';
import { readSubjects } from './conditionSubjects.ts';
import { textOf, type Text } from './policyText.ts';

/** Reads a policy from its tree, a step some statements; tolerant, never throws. */
export function* readPolicy(source: PolicySource): Steps<Policy> {
  const node = source.root.kind === 'object' ? source.root : undefined;
  const elements = readElements(node, POLICY_ELEMENTS, { vocabulary: source.names, at: 'policy' });
  const statements: Statement[] = [];
  const denies: Statement[] = [];
  const items = itemsOf(elements.get('Statement')?.value).filter((item) => item.kind === 'object');
  const complete =
    !node?.open &&
    !isOpen(elements.get('Statement')?.value) &&
    source.unreadable.every((span) => items.some((item) => contains(item.span, span)));
  const strayed = elements.unknown.filter(
    (u) => u.meant === undefined && meantElement(u.member.key.value, STATEMENT_ELEMENTS) !== undefined,
  );
  const holes = mayHoldPlaceholders(source.json);
  const policy: Policy = { source, node, elements, statements, denies, mayHoldPlaceholders: holes, strayed, complete };
  let unbroken = 0;
  for (const item of items) {
    const statement = new ReadStatement(policy, item);
    statements.push(statement);
    if (statement.effect === 'Deny') denies.push(statement);
    unbroken += item.span.end - item.span.start;
    if (unbroken < STEP) continue;
    unbroken = 0;
    yield undefined;
  }
  return policy;
}

/** As much is read in one step. Characters. */
const STEP = 2000;

const NO_CONDITIONS: readonly Condition[] = [];

/** A statement whose parts are read when first asked for, or at once: they are few and all rules want them. */
class ReadStatement implements Statement {
  readonly policy: Policy;
  readonly node: ObjectNode;
  readonly elements: Statement['elements'];
  readonly effect: Statement['effect'];
  readonly principals: readonly Principal[];
  readonly actions: readonly Text[];
  readonly conditions: readonly Condition[];
  readonly conditionsOpen: boolean;
  readonly complete: boolean;
  #shape: StatementShape | undefined;
  #assumes: readonly string[] | undefined;

  constructor(policy: Policy, node: ObjectNode) {
    this.policy = policy;
    this.node = node;
    this.elements = readElements(node, STATEMENT_ELEMENTS, { vocabulary: policy.source.names, at: 'statement' });
    const effect = this.elements.get('Effect')?.value;
    this.effect =
      effect?.kind === 'string' && !effect.holes.length ? EFFECTS.find((e) => e === effect.value) : undefined;
    this.principals = [
      ...readPrincipals(this, this.elements.get('Principal'), false),
      ...readPrincipals(this, this.elements.get('NotPrincipal'), true),
    ];
    this.actions = textsOf(this.elements.get('Action')?.value, policy);
    const broken = policy.source.unreadable.find((span) => contains(node.span, span));
    // An earlier error may have moved braces: then what seems to be missing may stand elsewhere.
    this.complete = !node.open && policy.source.unreadable.every((span) => span.start >= node.span.end);
    const condition = this.elements.get('Condition');
    const block = condition?.value;
    this.conditions = block?.kind === 'object' ? readConditions(this, block, broken?.start ?? Infinity) : NO_CONDITIONS;
    this.conditionsOpen =
      broken !== undefined ||
      (node.open !== undefined && !condition) ||
      condition?.member.maybe === true ||
      (block !== undefined && mayHoldMore(block, this.conditions));
  }

  get assumes(): readonly string[] {
    this.#assumes ??= this.#readAssumes();
    return this.#assumes;
  }

  /** NotAction speaks of all actions but its own. */
  #readAssumes(): readonly string[] {
    const not = this.elements.get('NotAction')?.value;
    if (!not) return assumeActionsOf(this.actions);
    const excepted = assumeActionsOf(textsOf(not, this.policy));
    return ASSUME_ACTIONS.filter((action) => !excepted.includes(action));
  }

  get shape(): StatementShape {
    this.#shape ??= shapeOf(this);
    return this.#shape;
  }
}

/** Whether a Condition holds what could not be read as a test, or a test of a key that is not known yet. */
function mayHoldMore(block: ValueNode, conditions: readonly Condition[]): boolean {
  if (block.kind !== 'object' || block.open) return true;
  if (block.members.some((m) => m.maybe || m.value?.kind !== 'object' || m.value.open)) return true;
  return conditions.some((c) => !c.operator || (c.key.holes.length > 0 && c.providerKey?.claim.holes.length !== 0));
}

/** The strings of a value or list; opaque ones as holes, the rest left to the rules about types. */
function textsOf(node: ValueNode | undefined, policy: Policy): Text[] {
  const texts: Text[] = [];
  for (const item of itemsOf(node))
    if (item.kind === 'string' || item.kind === 'opaque') texts.push(textOf(item, policy.mayHoldPlaceholders));
  if (node && isOpen(node)) texts.push(textOf(restOf(node)));
  return texts;
}

/** Whether a deploy adds to what stands in a node. */
function isOpen(node: ValueNode | undefined): boolean {
  return (node?.kind === 'object' || node?.kind === 'array') && node.open !== undefined;
}

/** What a deploy adds, as one more value that nobody knows; it stands nowhere. */
function restOf({ span: { end } }: ValueNode): OpaqueNode {
  return { kind: 'opaque', span: { start: end, end }, reason: 'intrinsic', text: '…', isRest: true };
}

function readPrincipals(statement: Statement, element: Element | undefined, negated: boolean): Principal[] {
  const value = element?.value;
  if (!value) return [];
  if (value.kind !== 'object') {
    const star = value.kind === 'string' && value.value === '*';
    return star ? [{ statement, type: '*', negated, typeMember: undefined, value: textOf(value, false) }] : [];
  }
  const listed = lastOfEach(value.members).flatMap((typeMember) => {
    const type = PRINCIPAL_TYPES.find((t) => t === typeMember.key.value);
    return textsOf(typeMember.value, statement.policy).map((text): Principal => ({
      statement,
      type,
      negated,
      typeMember,
      value: text,
    }));
  });
  if (isOpen(value))
    listed.push({ statement, type: undefined, negated, typeMember: undefined, value: textOf(restOf(value)) });
  return listed;
}

/** @param until where the statement stops being readable */
function readConditions(statement: Statement, block: ObjectNode, until: number): readonly Condition[] {
  const conditions: Condition[] = [];
  for (const operatorMember of lastOfEach(block.members)) {
    if (operatorMember.value?.kind !== 'object') continue;
    const operator = parseOperator(operatorMember.key.value);
    for (const member of lastOfEach(operatorMember.value.members)) {
      if (!member.value || member.span.end > until) continue; // half-typed, or behind what could not be read
      conditions.push(new ReadCondition(statement, operatorMember, operator, member));
    }
  }
  return conditions;
}

/** The same test under another operator, as a fix would leave it. */
export function underOperator({ statement, operatorMember, member }: Condition, operator: Operator): Condition {
  return new ReadCondition(statement, operatorMember, operator, member);
}

class ReadCondition implements Condition {
  readonly statement: Statement;
  readonly operatorMember: Member;
  readonly operator: Condition['operator'];
  readonly member: Member;
  readonly key: Text;
  readonly values: readonly ConditionValue[];
  readonly open: boolean;
  #providerKey: ProviderKey | null | undefined;
  #known: ConditionKey | null | undefined;
  #subjects: Condition['subjects'] | undefined;

  constructor(statement: Statement, operatorMember: Member, operator: Condition['operator'], member: Member) {
    this.statement = statement;
    this.operatorMember = operatorMember;
    this.operator = operator;
    this.member = member;
    this.key = textOf(member.key, statement.policy.mayHoldPlaceholders);
    const values = itemsOf(member.value).map((node) => readValue(node, statement.policy));
    if (member.value && isOpen(member.value)) values.push(readValue(restOf(member.value), statement.policy));
    this.values = values;
    this.open = member.maybe === true || values.some((v) => v.text?.holes.length);
  }

  get known(): ConditionKey | undefined {
    if (this.#known === undefined) this.#known = conditionKey(this.key.value) ?? null;
    return this.#known ?? undefined;
  }

  get subjects(): Condition['subjects'] {
    this.#subjects ??= readSubjects(this);
    return this.#subjects;
  }

  get providerKey(): ProviderKey | undefined {
    if (this.#providerKey === undefined) this.#providerKey = parseProviderKey(this.key) ?? null;
    return this.#providerKey ?? undefined;
  }
}

function readValue(node: ValueNode, policy: Policy): ConditionValue {
  switch (node.kind) {
    case 'string':
    case 'opaque':
      return { node, text: textOf(node, policy.mayHoldPlaceholders) };
    case 'literal':
      return { node, text: node.value === null ? undefined : literalText(node.value, node) };
    case 'object':
    case 'array':
      return { node, text: undefined };
  }
}

/** A number or boolean as IAM stores it: as a string. */
function literalText(value: number | boolean, node: ValueNode): Text {
  const span = node.span;
  return {
    value: String(value),
    holes: [],
    span,
    node: { kind: 'opaque', span, reason: 'unreadable', text: String(value) },
    slice: () => span,
  };
}

/** Of a repeated key the last member counts; the lost one is judged by nobody. */
function lastOfEach(members: readonly Member[]): readonly Member[] {
  if (members.length < 2) return members;
  const last = new Map(members.map((m) => [m.key.value, m]));
  return last.size === members.length ? members : [...last.values()];
}
