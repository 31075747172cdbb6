import { reviewFix, safeFix, type Fix } from '../findings.ts';
import { guarantees } from '../policy/conditionGuarantees.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { missingElementSpan } from '../policy/missingElementSpan.ts';
import { wildcardMatches } from '../iam/wildcards.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'statement-duplicate',
    title: 'A statement that another one makes needless',
    level: 'hint',
    messages: {
      equal: 'This statement says the same as an earlier one.',
      covered: 'Another statement covers all that this one says, so it changes nothing.',
      unguarded:
        'Another statement {{effect}} the same principals without this condition, so the condition on {{key}} guards nothing.',
    },
  },
  docs: {
    why: 'Statements are alternatives: a request needs only one Allow. Where one statement lets in all that another does, the other changes nothing. And if the other asks for more, an ExternalId or MFA, its guard guards nothing.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html'],
    accessAnalyzer: ['REDUNDANT_STATEMENT'],
    examples: {
      bad: [
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
      ],
      good: [
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
      ],
    },
  },
  create: (context) => ({
    policy({ statements }) {
      const shared = sharing(statements);
      if (!shared.size) return;
      const read = statements.map((s) => (shared.has(s) ? outlineOf(s) : undefined));
      for (const [i, own] of read.entries()) {
        if (!own) continue;
        const k = read.findIndex(
          (other, at) => at !== i && other !== undefined && covers(other, own) && (at < i || !covers(own, other)),
        );
        const other = read[k];
        if (!other) continue;
        const related = [{ span: missingElementSpan(other.statement.node), message: 'The other statement' }];
        const extra = own.conditions.filter((c) => !other.keys.has(c.text));
        const lost = extra.find((c) => guarantees(c.condition) === 'yes');
        if (lost && own.statement.effect === 'Allow') {
          const { key } = lost.condition;
          context.report({
            at: key.span,
            messageId: 'unguarded',
            level: 'warning',
            data: { key: key.value, effect: 'lets in' },
            related,
            fixes: () => [removal(other.statement, 'Remove the statement without the condition', reviewFix)].flat(),
          });
          continue;
        }
        const equal = covers(own, other);
        context.report({
          at: missingElementSpan(own.statement.node),
          messageId: equal ? 'equal' : 'covered',
          related,
          unnecessary: true,
          fixes: () => removal(own.statement, 'Remove this statement', equal ? safeFix : reviewFix),
        });
      }
    },
  }),
});

/** The statements that have a principal in common with another: few, and quickly told. */
function sharing(statements: readonly Statement[]): ReadonlySet<Statement> {
  const found = new Set<Statement>();
  if (statements.length < 2) return found;
  const first = new Map<string, Statement>();
  for (const statement of statements)
    for (const { type, value } of statement.principals) {
      const name = type === 'AWS' ? accountName(value.value) : value.value;
      const other = first.get(name);
      if (!other) first.set(name, statement);
      else if (other !== statement) found.add(other).add(statement);
    }
  return found;
}

/** A statement as sets that can be compared; undefined where something of it is not known. */
interface Outline {
  readonly statement: Statement;
  readonly principals: ReadonlySet<string>;
  readonly actions: readonly string[];
  readonly conditions: readonly { readonly text: string; readonly condition: Condition }[];
  readonly keys: ReadonlySet<string>;
}

function outlineOf(statement: Statement): Outline | undefined {
  const { principals, actions, conditions, effect, elements } = statement;
  if (effect === undefined || !statement.complete || statement.conditionsOpen || elements.get('NotAction'))
    return undefined;
  if (!principals.length || !actions.length || elements.unknown.length) return undefined;
  if ([...principals.map((p) => p.value), ...actions, ...conditions.map((c) => c.key)].some((t) => t.holes.length))
    return undefined;
  const tests = conditions.map((condition) => ({ text: textOfCondition(condition), condition }));
  if (conditions.some((c) => c.open || c.values.some((v) => !v.text))) return undefined;
  const block = elements.get('Condition')?.value;
  const shown = new Set(conditions.map((c) => c.operatorMember)).size;
  if (block && (block.kind !== 'object' || block.members.length !== shown)) return undefined; // something in it was not read
  return {
    statement,
    principals: new Set(
      principals.map((p) => `${p.negated ? 'not ' : ''}${p.type ?? ''} ${accountName(p.value.value)}`),
    ),
    actions: actions.map((a) => a.value.toLowerCase()),
    conditions: tests,
    keys: new Set(tests.map((t) => t.text)),
  };
}

/** An account's id and its root ARN are one principal. */
function accountName(principal: string): string {
  if (!principal.endsWith(':root')) return principal;
  return /^arn:[^:]+:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;
}

function textOfCondition({ operatorMember, key, values }: Condition): string {
  const all = values.map((v) => v.text?.value ?? '');
  if (all.length > 1) all.sort();
  // Each with its length, so that no two lists read alike.
  return [operatorMember.key.value, key.value.toLowerCase(), ...all].map((text) => `${text.length}:${text}`).join('');
}

/** Whether `wide` says all that `narrow` says. */
function covers(wide: Outline, narrow: Outline): boolean {
  return (
    wide.statement.effect === narrow.statement.effect &&
    [...narrow.principals].every((p) => wide.principals.has(p)) &&
    narrow.actions.every((action) =>
      wide.actions.some((w) => w === action || (/[*?]/.test(w) && wildcardMatches(w, action))),
    ) &&
    [...wide.keys].every((text) => narrow.keys.has(text))
  );
}

function removal(statement: Statement, title: string, make: typeof safeFix): readonly Fix[] {
  const list = statement.policy.elements.get('Statement')?.value;
  if (list?.kind !== 'array') return [];
  return [make(title, () => [{ op: 'remove', target: statement.node, parent: list }])];
}
