import { safeFix, type Fix } from '../findings.ts';
import { severalIn } from '../guards/form.ts';
import { isStsAction } from '../catalogue/awsNames.ts';
import { sameName, TRUST_ACTIONS } from '../iam/vocabulary.ts';
import type { Text } from '../policy/policyText.ts';
import { spreadOut } from '../policy/statementEdits.ts';
import { distance, nearest } from '../text/distance.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-unknown',
    title: 'Unknown STS action',
    level: 'error',
    iamError: 'MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.',
    messages: {
      near: 'Unknown action "{{action}}". Did you mean "{{nearest}}"? IAM rejects the policy.',
      prefix: 'Actions need the prefix of their service: use "{{nearest}}". IAM rejects "{{action}}".',
      several: 'Several actions in one string: write them as a list. IAM rejects the policy.',
      unknown: '"{{action}}" isn\'t in our list of STS actions. IAM rejects actions that don\'t exist.',
    },
  },
  docs: {
    why: "A trust policy allows actions of AWS STS. IAM rejects a policy with an action that doesn't exist, so the role isn't created or changed.",
    howToFix:
      'Use sts:AssumeRole, sts:AssumeRoleWithSAML or sts:AssumeRoleWithWebIdentity, depending on the principal.',
    whenToIgnore: 'Only if AWS added the action recently and IAM accepts the policy.',
    references: [
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html',
    ],
    accessAnalyzer: ['INVALID_ACTION', 'INVALID_SERVICE_IN_ACTION'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AsumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement({ actions, elements }) {
      for (const action of actions) {
        const written = action.value;
        if (action.holes.length || isStsAction(written)) continue;
        const parts = severalIn(written, (part) => /^sts:[a-z*?]+$/i.test(part));
        if (parts.length) {
          const list = elements.get('Action')?.value;
          const fixes = (): readonly Fix[] => [
            safeFix('Write the actions as a list', () => spreadOut(list, action.node, parts)),
          ];
          context.report({ at: action.span, messageId: 'several', fixes });
          continue;
        }
        if (/[*?]/.test(written)) continue;
        if ('sts:'.startsWith(written.trim().toLowerCase())) continue; // half-typed
        const bare = !/[:.]/.test(written); // IAM refuses every action without the prefix of its service
        const prefixed = withPrefix(written);
        if (prefixed !== undefined) {
          const report = {
            at: action.span,
            data: { action: written, nearest: prefixed },
            fixes: () => [change(action, prefixed, 'safe')],
          };
          context.report({ ...report, messageId: 'prefix' });
        } else if (bare || /^\s*s?t?s\s*[:.]/i.test(written)) {
          const names = nearest((bare ? 'sts:' : '') + written.trim().toLowerCase(), LOWER, 4).map(
            (n) => TRUST_ACTIONS[LOWER.indexOf(n)] ?? n,
          );
          const [first] = names;
          const safe = first !== undefined && distance(written.toLowerCase(), first.toLowerCase(), 1) === 1;
          context.report({
            at: action.span,
            messageId: first === undefined ? 'unknown' : 'near',
            // Tables age: a name that resembles none may be new.
            ...(first === undefined && !bare ? { level: 'warning' as const } : {}),
            data: { action: written, nearest: first ?? '' },
            fixes: () => names.map((name) => change(action, name, safe && name === first ? 'safe' : 'review')),
          });
        }
      }
    },
  }),
});

/** Other actions of STS mean nothing in a trust policy. */
const LOWER = TRUST_ACTIONS.map((a) => a.toLowerCase());

/** `AssumeRole` or `iam:AssumeRole`: the right action under no prefix or a wrong one. */
function withPrefix(written: string): string | undefined {
  const name = written.slice(written.lastIndexOf(':') + 1).trim();
  return TRUST_ACTIONS.find((a) => sameName(a.slice(a.indexOf(':') + 1), name) && !/^sts:/i.test(written.trim()));
}

function change(action: Text, name: string, safety: Fix['safety']): Fix {
  return {
    kind: 'tree',
    title: `Replace with "${name}"`,
    safety,
    edits: () => [{ op: 'replace', target: action.node, value: name }],
  };
}
