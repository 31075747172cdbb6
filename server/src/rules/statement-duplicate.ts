import { reviewFix, safeFix, type Fix } from '../findings.ts';
import { conditionsOn } from '../policy/conditionGuarantees.ts';
import { coveredStatements } from '../policy/coverage.ts';
import type { Statement } from '../policy/model.ts';
import { missingElementSpan } from '../policy/missingElementSpan.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'statement-duplicate',
    title: 'Redundant statement',
    level: 'hint',
    messages: {
      equal: 'This statement has the same effect as an earlier one.',
      covered: 'This statement has no effect: another statement covers all of it.',
      unguarded: 'This condition on {{key}} has no effect: another statement allows the same principals without it.',
      weaker:
        'This condition on {{key}} has no effect: another statement allows the same principals with any value of it.',
    },
    yieldsOnlyTo: ['condition-never-matches'],
  },
  docs: {
    why: 'Statements are alternatives: a request needs only one Allow. If one statement allows everything that another does, the other has no effect. And if the other one requires more, such as an external ID or MFA, that requirement has no effect.',
    howToFix: 'Remove the statement. If its condition was meant as a restriction, remove the other statement instead.',
    whenToIgnore: 'When both are kept on purpose, for example while callers move from one to the other.',
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
      for (const { statement, by, equal, lost } of coveredStatements(statements)) {
        const related = [{ span: missingElementSpan(by.node), message: 'Other statement' }];
        const about = statement.elements.get('Condition')?.member.span;
        if (lost && statement.effect === 'Allow') {
          const { key } = lost;
          const weaker = conditionsOn(by, key.value).length > 0;
          context.report({
            at: key.span,
            messageId: weaker ? 'weaker' : 'unguarded',
            level: 'warning',
            data: { key: key.value },
            related,
            fixes: () =>
              removal(
                by,
                weaker ? 'Remove the other statement' : 'Remove the statement without the condition',
                reviewFix,
              ),
          });
          continue;
        }
        context.report({
          at: missingElementSpan(statement.node),
          messageId: equal ? 'equal' : 'covered',
          related,
          about: about ? [about] : [],
          unnecessary: true,
          fixes: () => removal(statement, 'Remove this statement', equal ? safeFix : reviewFix),
        });
      }
    },
  }),
});

function removal(statement: Statement, title: string, make: typeof safeFix): readonly Fix[] {
  const list = statement.policy.elements.get('Statement')?.value;
  if (list?.kind !== 'array') return [];
  return [make(title, () => [{ op: 'remove', target: statement.node, parent: list }])];
}
