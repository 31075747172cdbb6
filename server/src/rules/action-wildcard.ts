import type { Fix } from '../findings.ts';
import { TRUST_ACTIONS } from '../iam/vocabulary.ts';
import { wildcardMatches } from '../iam/wildcards.ts';
import { fittingAction } from '../policy/principalKinds.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-wildcard',
    title: 'A wildcard in an action',
    level: 'warning',
    iamError: 'MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.',
    messages: {
      all: 'IAM refuses "*" as the action of a trust policy: name the STS action.',
      some: '{{action}} allows {{covered}}. Name the actions that are meant.',
      none: '{{action}} matches no STS action that a trust policy can allow.',
    },
  },
  docs: {
    why: 'A trust policy needs one assume action, and the companions its callers use. A wildcard lets them also tag the session, set a source identity, and make whatever calls STS will have. A lone * IAM refuses.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html'],
    accessAnalyzer: ['REDUNDANT_ACTION'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:*"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement(statement) {
      for (const action of statement.actions) {
        const written = action.value;
        if (!/[*?]/.test(written) || action.holes.length || !/^(\*|sts:)/i.test(written)) continue;
        const all = written === '*';
        if (!all && statement.effect !== 'Allow') continue; // in a Deny a wildcard keeps out more, which is the careful way
        const covered = TRUST_ACTIONS.filter((a) => wildcardMatches(written.toLowerCase(), a.toLowerCase()));
        const fitting = fittingAction(statement);
        const name: readonly Fix[] =
          fitting === undefined
            ? []
            : [
                {
                  kind: 'tree',
                  title: `Change to ${fitting}`,
                  safety: 'review',
                  edits: () => [{ op: 'replace', target: action.node, value: fitting }],
                },
              ];
        context.report({
          at: action.span,
          messageId: all ? 'all' : covered.length ? 'some' : 'none',
          ...(all ? { level: 'error' as const } : {}),
          data: { action: written, covered: covered.join(', ') },
          fixes: () => name,
        });
      }
    },
  }),
});
