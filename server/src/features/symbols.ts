import type { Names } from '../explain/phrases.ts';
import { explainStatement } from '../explain/statement.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { eachInSteps, type Steps } from '../steps.ts';
import type { Span } from '../text/span.ts';
import { abridged } from '../text/printable.ts';
import { calledRoles, shortlyCalled } from '../tree/source.ts';

/** A place of the document's outline. */
export interface Symbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'policy' | 'statement' | 'principal' | 'action' | 'condition';
  readonly span: Span;
  /** What is selected when somebody goes there; inside `span`. */
  readonly nameSpan: Span;
  readonly children: readonly Symbol[];
}

/** A policy as an outline: its statements, with who, how and when; a step each. */
export function* symbolOf(policy: Policy, names: Names): Steps<Symbol> {
  const { span } = policy.source.root;
  return {
    name: 'Trust policy',
    detail: abridged(calledRoles(policy.source, shortlyCalled) ?? ''),
    kind: 'policy',
    span,
    nameSpan: { start: span.start, end: Math.min(span.start + 1, span.end) },
    children: yield* eachInSteps(policy.statements, (statement, i) => statementSymbol(statement, i, names)),
  };
}

function statementSymbol(statement: Statement, index: number, names: Names): Symbol {
  const sid = statement.elements.get('Sid')?.value;
  const { span } = statement.node;
  const named = sid?.kind === 'string' && sid.value !== '' ? sid : undefined;
  return {
    name: named ? abridged(named.value) : `Statement ${index + 1}`,
    detail: explainStatement(statement, names).sentence,
    kind: 'statement',
    span,
    nameSpan: named ? named.span : { start: span.start, end: Math.min(span.start + 1, span.end) },
    children: childrenOf(statement),
  };
}

function childrenOf({ principals, actions, conditions }: Statement): readonly Symbol[] {
  const leaf = (kind: Symbol['kind'], name: string, detail: string, span: Span, nameSpan = span): Symbol => ({
    kind,
    name: abridged(name) || '(empty)',
    detail: abridged(detail),
    span,
    nameSpan,
    children: [],
  });
  return [
    ...principals.map((p) =>
      leaf('principal', p.value.value, p.negated ? 'NotPrincipal' : (p.type ?? ''), p.value.span),
    ),
    ...actions.map((a) => leaf('action', a.value, '', a.span)),
    ...conditions.map((c) =>
      leaf('condition', c.key.value, c.operatorMember.key.value, c.member.span, c.member.key.span),
    ),
  ]
    .filter(({ span }) => span.start < span.end) // what a deploy adds stands nowhere
    .sort((a, b) => a.span.start - b.span.start);
}
