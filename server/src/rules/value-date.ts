import { reviewFix, safeFix, type Fix } from '../findings.ts';
import { isEpoch, parseDate } from '../iam/dates.ts';
import { KEYS } from '../iam/vocabulary.ts';
import type { ConditionValue } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-date',
    title: "Date value that isn't a date",
    level: 'error',
    rejected: ['other'],
    messages: {
      other: "{{value}} isn't a date (example: 2026-12-31T23:59:59Z). IAM rejects the policy.",
      epoch: 'This is {{date}} in seconds since 1970: write it as a date, so that people can read it.',
    },
    yieldsTo: ['operator-key-type', 'value-ignored'],
    breaksGuard: true,
  },
  docs: {
    why: "Date operators compare dates in ISO 8601 form, such as 2026-12-31T23:59:59Z. IAM rejects other forms. It also accepts seconds since 1970, but people can't read them.",
    howToFix: 'Write the date as 2026-12-31T23:59:59Z, in UTC.',
    whenToIgnore: "For seconds since 1970, when a tool writes them. IAM rejects values that aren't dates.",
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
            fixes: () => [safeFix(`Replace with "${date}"`, () => [{ op: 'replace', target: node, value: date }])],
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
    : [reviewFix(`Replace with "${written}"`, () => [{ op: 'replace', target: node, value: written }])];
}
