import type { Compiled, CompiledStatement } from '../../../evaluate/compile.ts';
import { ASSUME_ROLE_WITH_SAML, ASSUME_ROLE_WITH_WEB_IDENTITY } from '../../../iam/vocabulary.ts';
import type { Statement } from '../../../policy/model.ts';
import { displaySubject } from '../../phrases.ts';
import { mayTrustOthers } from '../trial.ts';
import type { Cause, Suspect } from '../types.ts';
import { placeOfElement, placeOfPrincipals } from './place.ts';
import { onlyIfNamed } from './principal.ts';
import { unmet, type Asked } from './condition.ts';
import { causeOf, findingsAt, findingsIn, isDead, isLikely } from './proven.ts';

/** What a policy requires of a caller of whom nothing is known, statement by statement. */
export function* acceptedCallers(statements: readonly Statement[]): Generator<Cause> {
  for (const { principals } of statements) if (principals.length) yield onlyIfNamed(principals);
}

/** The error does not say who calls: what the policy accepts, and what in it accepts nobody. */
export function* withoutCaller(
  action: string,
  compiled: Compiled,
  suspects: readonly Suspect[],
  asked: Asked,
): Generator<Cause> {
  const allows = compiled.statements.filter(({ effect }) => effect !== 'Deny');
  const [first] = allows;
  if (!first) {
    yield {
      sure: !compiled.isOpen,
      text: 'No statement allows anything, so no one can assume the role.',
      span: undefined,
    };
    return;
  }
  if (FEDERATED.includes(action) && !mayTrustOthers(compiled)) {
    yield {
      sure: true,
      text: `No statement trusts an identity provider that can use ${displaySubject(action)}.`,
      span: placeOfPrincipals(first.statement),
    };
    return;
  }
  const covering = allows.filter(({ covers }) => covers(action) !== 'no');
  if (!covering.length)
    yield {
      sure: !compiled.isOpen,
      text: `No statement allows ${displaySubject(action)}.`,
      span: placeOfElement(first.statement.elements.get('Action') ?? first.statement.elements.get('NotAction')),
    };
  for (const { statement } of covering)
    for (const finding of findingsIn(suspects, statement))
      if (isLikely(finding)) yield causeOf(finding, isDead(finding) && covering.length === 1 && !compiled.isOpen);
  for (const one of covering) {
    yield* acceptedCallers([one.statement]);
    yield* asksFor(one, suspects, asked);
  }
}

/** The conditions of a statement, without those of which a finding says more. */
function* asksFor({ conditions }: CompiledStatement, suspects: readonly Suspect[], asked: Asked): Generator<Cause> {
  for (const one of conditions) {
    const about = findingsAt(suspects, one.condition.member.span);
    if (!about.some(isLikely)) yield unmet(one, 'unknown', asked);
  }
}

const FEDERATED: readonly string[] = [ASSUME_ROLE_WITH_WEB_IDENTITY, ASSUME_ROLE_WITH_SAML];
