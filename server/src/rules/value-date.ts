import { reviewFix, safeFix, type Fix } from '../findings.ts';
import { isEpoch, parseDate } from '../iam/dates.ts';
import { KEYS } from '../iam/vocabulary.ts';
import type { ConditionValue } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-date',
    title: 'A Date test with something else than a date',
    level: 'error',
    messages: {
      other: '{{value}} is no date; a date reads like 2026-12-31T23:59:59Z. IAM refuses the policy.',
      epoch: 'These are the seconds since 1970 until {{date}}; written so, the next reader sees it.',
    },
    yieldsTo: ['variable-invalid', 'operator-key-type', 'value-ignored'],
    breaksGuard: true,
  },
  docs: {
    why: 'Date operators compare with dates as ISO 8601 writes them, such as 2026-12-31T23:59:59Z. IAM refuses other forms. Seconds since 1970 are taken too, but nobody can read them.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['TYPE_MISMATCH_DATE', 'INVALID_DATE_VALUE'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"DateLessThan": {"aws:CurrentTime": "31.12.2999"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"DateLessThan": {"aws:CurrentTime": "2999-12-31T23:59:59Z"}}',
      ],
    },
  },
  create: (context) => ({
    condition({ operator, values, known }) {
      if (operator?.family !== 'Date') return;
      for (const value of values) {
        const { node, text } = value;
        if (!text || text.holes.length) continue;
        const time = parseDate(text.value);
        if (isEpoch(text.value) && time !== undefined) {
          if (known?.name === KEYS.epochTime) continue;
          const date = new Date(time).toISOString().replace('.000Z', 'Z');
          context.report({
            at: node.span,
            messageId: 'epoch',
            level: 'warning',
            data: { date },
            fixes: () => [safeFix(`Change to ${date}`, () => [{ op: 'replace', target: node, value: date }])],
          });
        } else if (time === undefined) {
          context.report({
            at: node.span,
            messageId: 'other',
            data: { value: JSON.stringify(text.value) },
            fixes: () => meant(value),
          });
        }
      }
    },
  }),
});

/** A date in another order of letters: with a blank for the T, or slashes. */
function meant({ node, text }: ConditionValue): readonly Fix[] {
  const written =
    text?.value
      .trim()
      .replace(/^(\d{4})[/.](\d{2})[/.](\d{2})/, '$1-$2-$3')
      .replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T')
      .replace(/(?<=\d)z$/, 'Z') ?? '';
  return parseDate(written) === undefined
    ? []
    : [reviewFix(`Change to ${written}`, () => [{ op: 'replace', target: node, value: written }])];
}
