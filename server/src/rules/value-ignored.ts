import { reviewFix } from '../findings.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-ignored',
    title: 'Value with white space or look-alike characters',
    level: 'warning',
    messages: {
      space:
        'White space at the {{where}} of this value is compared too, so nothing matches it. Remove the white space.',
      invisible: "This value contains {{character}}, which looks like another character but doesn't match it.",
    },
    yieldsTo: ['external-id-weak'],
    breaksGuard: true,
  },
  docs: {
    why: 'IAM compares character by character. A space at the end, a line break, or a character that looks like a space or hyphen is easily pasted and hard to see, and nothing matches the value.',
    howToFix: 'Type the value again, or use the quick fix.',
    whenToIgnore: 'When the value really contains these characters.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e", "aws:PrincipalOrgID": "o-a1b2c3d4e5 "}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e", "aws:PrincipalOrgID": "o-a1b2c3d4e5"}}',
      ],
    },
  },
  create: (context) => ({
    condition({ values, operator }) {
      if (!operator || operator.family === 'Null' || operator.family === 'Bool') return;
      for (const { node, text } of values) {
        if (!text || text.holes.length || node.kind !== 'string') continue;
        const { value } = text;
        const clean = value.replace(LOOK_ALIKE, (c) => (c === '\u00a0' ? ' ' : '')).trim();
        if (clean === value || clean === '') continue;
        const odd = LOOK_ALIKE_ONE.exec(value)?.[0];
        const start = value !== value.trimStart();
        context.report({
          at: node.span,
          messageId: odd === undefined ? 'space' : 'invisible',
          data: { where: start ? 'start' : 'end', character: odd === '\u00a0' ? 'a no-break space' : 'a soft hyphen' },
          // A value that matches lets in whom this one kept out.
          fixes: () => [reviewFix(`Replace with "${clean}"`, () => [{ op: 'replace', target: node, value: clean }])],
        });
      }
    },
  }),
});

/** Of the characters IAM takes at all (up to U+00FF); others are syntax errors. */
const LOOK_ALIKE = /[\u00a0\u00ad]/g;
const LOOK_ALIKE_ONE = /[\u00a0\u00ad]/;
