import { sameName } from '../iam/vocabulary.ts';
import { wildcardMatches } from '../iam/wildcards.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-redundant',
    title: 'An action that another one covers',
    level: 'hint',
    yieldsTo: ['action-wildcard'],
    // which asks for the names: to remove them meanwhile would be the wrong way round
    messages: { covered: '{{action}} changes nothing beside {{other}}.' },
  },
  docs: {
    why: 'Listed twice, or covered by a wildcard beside it, an action changes nothing.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html'],
    accessAnalyzer: ['REDUNDANT_ACTION'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:assumerole"]',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession"]',
      ],
    },
  },
  create: (context) => ({
    statement({ elements, actions }) {
      const list = elements.get('Action')?.value;
      if (list?.kind !== 'array') return;
      for (const [i, action] of actions.entries()) {
        if (action.holes.length) continue;
        const other = actions.find(
          (a, k) =>
            k !== i && !a.holes.length && covers(a.value, action.value) && (k < i || !covers(action.value, a.value)),
        );
        if (!other) continue;
        context.report({
          at: action.span,
          about: [other.span],
          messageId: 'covered',
          data: { action: action.value, other: other.value },
          unnecessary: true,
          fixes: () => [
            {
              kind: 'tree',
              title: `Remove ${action.value}`,
              safety: 'safe',
              edits: () => [{ op: 'remove', target: action.node, parent: list }],
            },
          ],
        });
      }
    },
  }),
});

function covers(pattern: string, action: string): boolean {
  return sameName(pattern, action) || wildcardMatches(pattern.toLowerCase(), action.toLowerCase());
}
