import type { Analysis } from '../analysis/analyse.ts';
import type { Context } from '../analysis/context.ts';
import { draw, standalone } from '../diagram/svg.ts';
import { mermaidOf } from '../diagram/mermaid.ts';
import { callerSideOf, REVOKING } from '../explain/callerSide.ts';
import { pictureOf } from '../explain/picture.ts';
import { explainPolicy } from '../explain/policy.ts';
import type { Level } from '../findings.ts';
import { sidOf } from '../policy/sid.ts';
import type { Condition, Policy } from '../policy/model.ts';
import { abridged, printableLines } from '../text/printable.ts';
import { contains, type Span } from '../text/span.ts';
import type { PolicyDocument } from './document.ts';

/** All that is to be said of who can assume a role; texts are plain, to be escaped by who shows them. */
export interface Report {
  /** The role's name or ARN, where the document says it. */
  readonly role: string | undefined;
  readonly statements: readonly ReportedStatement[];
  readonly picture: { readonly svg: string; readonly style: string; readonly file: string; readonly mermaid: string };
  readonly risks: readonly Risk[];
  readonly callers: { readonly notes: readonly string[]; readonly policy: string | undefined };
  readonly revoking: readonly string[];
  /** Where the policy stands. */
  readonly span: Span;
}

export interface ReportedStatement {
  readonly name: string;
  readonly sentence: string;
  readonly effect: 'lets in' | 'keeps out' | 'nothing';
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

/** Explains the innermost policy around an offset, or the first of the document; undefined where there is none. */
export function report(
  policyDocument: PolicyDocument,
  analysis: Analysis,
  { config }: Context,
  offset: number,
): Report | undefined {
  const policy = policyDocument.trustPolicyAt(offset) ?? policyDocument.trustPolicies[0];
  return policy && reportOf(policy, analysis, config.ownAccounts);
}

function reportOf(policy: Policy, analysis: Analysis, ownAccounts: Readonly<Record<string, string>>): Report {
  const { owner, root } = policy.source;
  const role = owner?.roleArn ?? owner?.roleName;
  const explanations = explainPolicy(policy, { ownAccounts });
  const graph = pictureOf(explanations, owner?.roleName ?? owner?.roleArn);
  const drawing = draw(graph);
  const { notes, policy: needed } = callerSideOf(policy, owner?.roleArn);
  return {
    role: role === undefined ? undefined : abridged(role),
    statements: explanations.map(({ statement, sentence, effect, who, guards }, i) => {
      return {
        name: abridged(sidOf(statement) ?? `Statement ${i + 1}`),
        sentence,
        effect,
        who: who.each,
        guards: guards.map(({ condition, phrase }) => ({
          phrase,
          test: testOf(condition),
        })),
        span: statement.node.span,
      };
    }),
    picture: { ...drawing, file: standalone(drawing), mermaid: mermaidOf(graph) },
    risks: analysis.findings
      .filter((f) => contains(root.span, f.span) && f.level !== 'hint')
      .map(({ level, ruleId, message, span }) => ({ level, ruleId, message, span })),
    callers: {
      notes,
      policy: needed === undefined ? undefined : printableLines(`${JSON.stringify(needed, null, 2)}\n`),
    },
    revoking: REVOKING,
    span: root.span,
  };
}

/** The condition as it is written, on one line. */
function testOf({ operatorMember, key, values }: Condition): string {
  const told = values.map((v) => (v.text ? abridged(v.text.value) : '?'));
  return `${abridged(operatorMember.key.value)} ${abridged(key.value)}: ${told.join(', ')}`;
}
