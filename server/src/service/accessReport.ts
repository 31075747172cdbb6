import type { Analysis } from '../analysis/analyse.ts';
import type { Context } from '../analysis/context.ts';
import { draw, standalone } from '../diagram/svg.ts';
import { mermaidOf } from '../diagram/mermaid.ts';
import { callerSideOf, REVOKING } from '../explain/callerSide.ts';
import { clauseText } from '../text/clause.ts';
import { outcomeOf } from '../explain/outcome.ts';
import { pictureOf } from '../explain/picture.ts';
import { whoText } from '../explain/principals.ts';
import { andMore, readable } from '../explain/phrases.ts';
import { explainStatement, type Explanation } from '../explain/statement.ts';
import type { Level } from '../findings.ts';
import { sidOf } from '../policy/sid.ts';
import type { Condition, Policy } from '../policy/model.ts';
import { eachInSteps, type Steps } from '../steps.ts';
import { abridged, printableLines } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { calledRoles, shortlyCalled } from '../tree/source.ts';
import type { PolicyDocument } from './document.ts';

/** All that is to be said of who can assume a role; texts are plain, to be escaped by who shows them. */
export interface Report {
  /** The name or ARN of the role, or of all that take the policy, where the document says it. */
  readonly role: string | undefined;
  /** Who can assume it by all statements together. */
  readonly outcome: string;
  readonly statements: readonly ReportedStatement[];
  /** How many more statements there are, and how many more risks: of very many the first are told. */
  readonly statementsLeft: number;
  readonly risksLeft: number;
  readonly picture: { readonly svg: string; readonly style: string; readonly file: string; readonly mermaid: string };
  readonly risks: readonly Risk[];
  readonly callers: { readonly notes: readonly string[]; readonly policy: string | undefined };
  readonly revoking: readonly string[];
  /** Where the policy stands. */
  readonly span: Span;
  /** Where the document says something of the role. */
  readonly about: Span;
}

export interface ReportedStatement {
  readonly name: string;
  readonly sentence: string;
  readonly effect: Explanation['effect'];
  readonly who: readonly string[];
  readonly guards: readonly { readonly phrase: string; readonly test: string }[];
  readonly span: Span;
}

interface Risk {
  readonly level: Level;
  readonly ruleId: string;
  readonly message: string;
  readonly span: Span;
}

/** Beyond, a person reads no further: statements and risks, and what is listed of one statement. */
const MOST = 200;
const MOST_OF_ONE = 50;

/** Explains the policy that an offset is about, in steps; undefined where the document has none. */
export function* report(
  policyDocument: PolicyDocument,
  analysis: Analysis,
  { config }: Context,
  offset: number,
): Steps<Report | undefined> {
  yield* policyDocument.read();
  const policy = policyDocument.trustPolicyNear(offset);
  return policy && (yield* reportOf(policy, analysis, config.ownAccounts));
}

function* reportOf(policy: Policy, analysis: Analysis, ownAccounts: Readonly<Record<string, string>>): Steps<Report> {
  const { owner, root } = policy.source;
  const role = calledRoles(policy.source);
  const told = policy.statements.slice(0, MOST);
  const left = policy.statements.length - told.length;
  const explanations = yield* eachInSteps(told, (statement) => explainStatement(statement, { ownAccounts }));
  const graph = pictureOf(explanations, calledRoles(policy.source, shortlyCalled), left);
  const drawing = draw(graph);
  yield undefined;
  const { notes, policy: needed } = callerSideOf(policy, owner?.roleArn);
  const risks = analysis.findings.filter((f) => policy.source.covers(f.span) && f.level !== 'hint');
  return {
    role: role === undefined ? undefined : abridged(role),
    outcome: outcomeOf(explanations, left),
    statements: explanations.map(reported),
    statementsLeft: left,
    picture: { ...drawing, file: standalone(drawing), mermaid: mermaidOf(graph) },
    risks: risks.slice(0, MOST).map(({ level, ruleId, message, span }) => ({ level, ruleId, message, span })),
    risksLeft: Math.max(risks.length - MOST, 0),
    callers: {
      notes,
      policy: needed === undefined ? undefined : printableLines(`${JSON.stringify(needed, null, 2)}\n`),
    },
    revoking: REVOKING,
    span: root.span,
    about: owner && !owner.isApart ? owner.span : root.span,
  };
}

function reported({ statement, sentence, effect, who, guards }: Explanation, index: number): ReportedStatement {
  const tests = guards.slice(0, guards.length > MOST_OF_ONE ? MOST_OF_ONE - 1 : MOST_OF_ONE);
  const more = guards.length - tests.length;
  return {
    name: abridged(sidOf(statement) ?? `Statement ${index + 1}`),
    sentence,
    effect,
    who: readable(
      who.each.map((alternatives) => whoText([alternatives])),
      MOST_OF_ONE,
    ),
    guards: [
      ...tests.map(({ condition, clause }) => ({ phrase: clauseText(clause), test: testOf(condition) })),
      ...(more ? [{ phrase: andMore(more), test: '' }] : []),
    ],
    span: statement.node.span,
  };
}

/** The condition as it is written, on one line. */
function testOf({ operatorMember, key, values }: Condition): string {
  const told = values.map((v) => (v.text ? abridged(v.text.value) : '?'));
  return `${abridged(operatorMember.key.value)} ${abridged(key.value)}: ${readable(told, MOST_OF_ONE).join(', ')}`;
}
