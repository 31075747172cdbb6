import { Patterns } from '../iam/patterns.ts';
import { matchesWithin, type Budget } from '../iam/wildcards.ts';
import type { Text } from '../policy/policyText.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-redundant',
    title: 'Action that another one covers',
    level: 'hint',
    yieldsTo: ['action-wildcard'],
    // which asks for the names: to remove them meanwhile would be the wrong way round
    messages: { covered: '{{action}} is redundant: {{other}} already covers it. Remove it.' },
  },
  docs: {
    why: 'An action that is listed twice, or that a wildcard in the same list covers, changes nothing.',
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
      const known = actions.filter((a) => !a.holes.length);
      const covering = coveringOf(known);
      for (const [i, action] of known.entries()) {
        const other = known[covering(i)];
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
              title: `Remove "${action.value}"`,
              safety: 'safe',
              edits: () => [{ op: 'remove', target: action.node, parent: list }],
            },
          ],
        });
      }
    },
  }),
});

/** What actions may be compared back with the patterns that cover them, in characters: of what takes longer nothing is said. */
const STEPS = 1 << 23;

/** Tells the index of an action that makes one needless: the first that allows more, else, of two that cover each other, the earlier one. */
function coveringOf(actions: readonly Text[]): (index: number) => number {
  const names = actions.map((a) => a.value.toLowerCase());
  const firsts = new Map<string, number>();
  for (const [i, name] of names.entries()) if (!firsts.has(name)) firsts.set(name, i);
  const patterns = new Patterns(firsts.keys());
  const budget: Budget = { steps: STEPS };
  const known = new Map<string, { readonly wider: number; readonly alike: number }>();
  return (index) => {
    const name = names[index] ?? '';
    let found = known.get(name);
    if (!found) {
      const [wider, alike] = [[Infinity], [Infinity]];
      for (const other of patterns.matching(name)) {
        const isAlike = name === other || matchesWithin(name, other, budget);
        if (budget.steps < 0) break;
        (isAlike ? alike : wider).push(firsts.get(other) ?? Infinity);
      }
      known.set(name, (found = { wider: least(wider), alike: least(alike) }));
    }
    if (found.wider < Infinity) return found.wider;
    return found.alike < index ? found.alike : Infinity;
  };
}

function least(indexes: readonly number[]): number {
  return indexes.reduce((a, b) => Math.min(a, b), Infinity);
}
