import { reviewFix, type Fix } from '../findings.ts';
import { allowsTo } from '../policy/assumeActions.ts';
import { companionAskedBy } from '../policy/companions.ts';
import { serviceOf } from '../policy/namedService.ts';
import type { Statement } from '../policy/model.ts';
import { allowAlso } from '../policy/statementEdits.ts';
import { listed } from '../text/listed.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-companion-missing',
    title: 'Missing action that the caller also needs',
    level: 'error',
    messages: {
      service: '{{service}} also needs {{actions}} in Action. Otherwise, STS denies every call.',
      key: 'The condition on {{key}} also requires {{actions}} in Action. Otherwise, STS denies the call.',
    },
  },
  docs: {
    why: 'Some callers tag the session or set a source identity in the same call that assumes the role, and some conditions require it. Unless the policy also allows that action, STS denies the whole call.',
    howToFix: 'Add the action to the same statement, or to a second statement for the same principal.',
    whenToIgnore: "Never: without the action, the caller can't assume the role.",
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
      'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html',
      'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/aam-prepare-roles.html',
    ],
    accessAnalyzer: ['MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY', 'MISSING_ACTION_FOR_CONDITION_KEY'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:AssumeRole"'],
      good: [
        '"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession"]',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      const at = statement.elements.get('Action')?.value;
      if (!at || !context.letsIn(statement) || statement.actions.some((a) => a.holes.length)) return;
      for (const principal of statement.principals) {
        const { type, value } = principal;
        const service = type === 'Service' ? serviceOf(value.value) : undefined;
        const missing = service?.companions.always.filter((action) => !allowsTo(statement, action, [principal])) ?? [];
        if (!service || !missing.length) continue;
        const data = { service: service.service, actions: listed(missing, 'and') };
        context.report({ at: at.span, messageId: 'service', data, fixes: () => [add(statement, missing)] });
        return;
      }
      for (const condition of statement.conditions) {
        const action = companionAskedBy(condition);
        if (action === undefined || allowsTo(statement, action, statement.principals)) continue;
        const data = { key: condition.key.value, actions: action };
        context.report({ at: at.span, messageId: 'key', data, fixes: () => [add(statement, [action])] });
        return;
      }
    },
  }),
});

function add(statement: Statement, actions: readonly string[]): Fix {
  // Where IAM takes the policy, nobody comes in without it and somebody does with it.
  return reviewFix(`Also allow ${listed(actions, 'and')}`, () => allowAlso(statement, actions));
}
