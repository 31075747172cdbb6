import { reviewFix, type Fix } from '../findings.ts';
import { TRUST_ACTIONS } from '../iam/vocabulary.ts';
import { coversAction } from '../semantics/action.ts';
import { neededActions } from '../policy/companions.ts';
import type { Statement } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { spreadOut } from '../policy/statementEdits.ts';
import { counted } from '../text/counted.ts';
import { quotedList } from '../text/listed.ts';
import { permissionResource } from '../policy/permissionStatement.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-wildcard',
    title: 'Wildcard in an action',
    level: 'warning',
    iamError: 'MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.',
    messages: {
      all: '"*" isn\'t allowed as an action of a trust policy: name the STS action. IAM rejects the policy.',
      some: 'Use exact actions instead of "{{action}}". It allows {{count}}: {{covered}}.',
      none: '"{{action}}" has no effect: it matches no action that a trust policy can allow.',
    },
  },
  docs: {
    why: 'A trust policy needs one assume action and the companion actions that its callers use. A wildcard also allows callers to tag the session, to set a source identity, and to use any action that STS adds later. IAM rejects "*" alone.',
    howToFix:
      'List the action that fits the principal, and sts:TagSession or sts:SetSourceIdentity only if callers use them.',
    whenToIgnore: 'When callers really use all of these actions. IAM rejects "*" alone.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html'],
    accessAnalyzer: ['REDUNDANT_ACTION'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:*"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (permissionResource(statement)) return; // another policy's
      for (const action of statement.actions) {
        const written = action.value;
        if (!/[*?]/.test(written) || action.holes.length || !/^(\*|sts:)/i.test(written)) continue;
        const all = written === '*';
        if (!all && statement.effect !== 'Allow') continue; // in a Deny a wildcard keeps out more, which is the careful way
        const covered = TRUST_ACTIONS.filter((a) => coversAction(written, a));
        context.report({
          at: action.span,
          messageId: all ? 'all' : covered.length ? 'some' : 'none',
          ...(all ? { level: 'error' as const } : {}),
          data: { action: written, count: counted(covered.length, 'action'), covered: covered.join(', ') },
          fixes: () => replacement(statement, action),
        });
      }
    },
  }),
});

function replacement(statement: Statement, { node }: Text): readonly Fix[] {
  const needed = neededActions(statement);
  if (!needed) return [];
  const list = statement.elements.get('Action')?.value;
  return [reviewFix(`Replace with ${quotedList(needed, 'and')}`, () => spreadOut(list, node, needed))];
}
