import type { Names } from '../explain/phrases.ts';
import { PRINCIPAL_TYPES, STATEMENT_ELEMENTS } from '../iam/vocabulary.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { paragraphs } from '../text/markdown.ts';
import { statementAt } from '../policy/statementAt.ts';
import { contains, type Span } from '../text/span.ts';
import type { Member, ValueNode } from '../tree/node.ts';
import { describeAction } from './hoverText/action.ts';
import { describeEffect, describeElement, describeVersion, isElement } from './hoverText/element.ts';
import { describeExternalId, type ExternalIdUsage } from './hoverText/externalId.ts';
import { describeFilled, filledAt, type NamedValue } from './hoverText/filled.ts';
import { describeImplied } from './hoverText/implied.ts';
import { describeKey } from './hoverText/key.ts';
import { describeOperator } from './hoverText/operator.ts';
import { describePrincipal, describePrincipalType } from './hoverText/principal.ts';
import { describeValue } from './hoverText/value.ts';

/** What is said of the thing under the pointer, in Markdown. */
export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

export interface HoverContext {
  readonly names: Names;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where the external ID at the offset is used, if one stands there. */
  readonly usage?: ExternalIdUsage | undefined;
  /** The value of the name at the offset, if one stands there. */
  readonly value?: NamedValue | undefined;
  /** The text of a place. */
  readonly written: (span: Span) => string;
}

/** Explains what stands at an offset of a policy; undefined where there is nothing to say. */
export function hoverAt(policy: Policy, offset: number, context: HoverContext): Hover | undefined {
  const found = inWords(policy, offset, context) ?? endingAt(policy, offset, context);
  const filled = filledAt(policy.source.root, offset, context.written);
  const { value } = context;
  if (!filled && !value) return found;
  const span = filled?.span ?? found?.span ?? value?.span;
  return span && { span, markdown: paragraphs(describeFilled(filled?.by, value), found?.markdown) };
}

/** What ends at the cursor: a person at the keyboard stands behind the last letter of it. */
function endingAt(policy: Policy, offset: number, context: HoverContext): Hover | undefined {
  const found = inWords(policy, offset - 1, context);
  return found?.span.end === offset ? found : undefined;
}

function inWords(policy: Policy, offset: number, context: HoverContext): Hover | undefined {
  const at = (span: Span): boolean => span.start <= offset && offset < span.end;
  const told = (node: { readonly span: Span }, markdown: string | undefined): Hover | undefined =>
    markdown === undefined ? undefined : { span: node.span, markdown };
  const statement = statementAt(policy, { start: offset, end: offset });
  if (statement) return aboutHead(statement, at) ?? inStatement(statement, at, told, context);
  const { node } = policy;
  if (node?.head && at(node.head))
    return told({ span: node.head }, describeImplied(node.members, policy.source.names) || undefined);
  const member = memberAt(node?.members ?? [], at);
  if (!member) return undefined;
  const name = member.key.value;
  if (at(member.key.span)) return isElement(name) ? told(member.key, describeElement(name)) : undefined;
  return name === 'Version' && member.value && at(member.value.span)
    ? told(member.value, describeVersion())
    : undefined;
}

/** The keyword of a statement is where defaults of it are told. */
function aboutHead({ node, policy: { source } }: Statement, at: At): Hover | undefined {
  const { head } = node;
  if (!head || !at(head)) return undefined;
  return {
    span: head,
    markdown: paragraphs(describeImplied(node.members, source.names), describeElement('Statement')),
  };
}

type At = (span: Span) => boolean;
type Told = (node: { readonly span: Span }, markdown: string | undefined) => Hover | undefined;

function memberAt(members: readonly Member[], at: At): Member | undefined {
  return members.find((m) => at(m.span));
}

function inStatement(statement: Statement, at: At, told: Told, context: HoverContext): Hover | undefined {
  const member = memberAt(statement.node.members, at);
  if (!member) return undefined;
  if (at(member.key.span)) {
    const element = STATEMENT_ELEMENTS.find((e) => statement.elements.get(e)?.member === member);
    return element && told(member.key, describeElement(element));
  }
  if (member === statement.elements.get('Effect')?.member)
    return statement.effect && member.value && at(member.value.span)
      ? told(member.value, describeEffect(statement.effect))
      : undefined;
  const action = statement.actions.find((a) => at(a.span));
  if (action) return told(action, describeAction(action.value));
  return inPrincipals(statement, member.value, at, told, context) ?? inConditions(statement, at, told, context);
}

function inPrincipals(
  statement: Statement,
  value: ValueNode | undefined,
  at: At,
  told: Told,
  { names }: HoverContext,
): Hover | undefined {
  for (const [i, principal] of statement.principals.entries()) {
    const kind = statement.shape.principals[i];
    if (kind && at(principal.value.span)) return told(principal.value, describePrincipal(principal, kind, names));
  }
  const type = value?.kind === 'object' ? value.members.find((m) => at(m.key.span)) : undefined;
  const known = PRINCIPAL_TYPES.find((t) => t === type?.key.value);
  const owner = statement.principals.some((p) => p.typeMember === type);
  return type && known && owner ? told(type.key, describePrincipalType(known)) : undefined;
}

function inConditions(
  statement: Statement,
  at: At,
  told: Told,
  { names, now, usage }: HoverContext,
): Hover | undefined {
  for (const condition of statement.conditions) {
    const { operatorMember, operator, member, key, values } = condition;
    if (at(operatorMember.key.span)) return operator && told(operatorMember.key, describeOperator(operator));
    if (!contains(operatorMember.span, member.span) || !at(member.span)) continue;
    if (at(member.key.span)) return told(member.key, describeKey(key.value));
    const index = values.findIndex((v) => at(v.node.span));
    const node = values[index]?.node;
    const used = usage && describeExternalId(usage, names);
    return node && told(node, paragraphs(describeValue(condition, index, names, now), used) || undefined);
  }
  return undefined;
}
