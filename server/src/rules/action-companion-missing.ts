import type { Fix } from '../findings.ts';
import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import { allowsTo, letsIn } from '../policy/assumeActions.ts';
import { companionFor } from '../policy/companions.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { itemsOf } from '../tree/node.ts';
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
      if (!at || !letsIn(statement) || statement.actions.some((a) => a.holes.length)) return;
      for (const { type, value } of statement.principals) {
        const companions =
          type === 'Service' && NEED_ALL.has(value.value) ? (servicePrincipal(value.value)?.companions ?? []) : [];
        const missing = companions.filter((action) => !allowsTo(statement, action, [value]));
        if (!missing.length) continue;
        const data = {
          service: servicePrincipal(value.value)?.service ?? value.value,
          actions: listed(missing, 'and'),
        };
        context.report({ at: at.span, messageId: 'service', data, fixes: () => [add(statement, missing)] });
        return;
      }
      const trusted = statement.principals.map((p) => p.value);
      for (const condition of statement.conditions) {
        const action = asksFor(condition);
        if (action === undefined || allowsTo(statement, action, trusted)) continue;
        const data = { key: condition.key.value, actions: action };
        context.report({ at: at.span, messageId: 'key', data, fixes: () => [add(statement, [action])] });
        return;
      }
    },
  }),
});

/** Services whose every call needs the companions that the table lists; for others they are a matter of use. */
const NEED_ALL: ReadonlySet<string> = new Set(['rolesanywhere.amazonaws.com', 'pods.eks.amazonaws.com']);

/** The companion that a call needs to meet a condition; tests that a plain call meets too need none. */
function asksFor({ operator, key }: Condition): string | undefined {
  if (
    !operator ||
    operator.negated ||
    operator.ifExists ||
    operator.family === 'Null' ||
    operator.set === 'ForAllValues'
  )
    return undefined;
  return companionFor(key.value);
}

function add(statement: Statement, actions: readonly string[]): Fix {
  const value = statement.elements.get('Action')?.value;
  return {
    kind: 'tree',
    title: `Also allow ${listed(actions, 'and')}`,
    // Where IAM takes the policy, nobody comes in without it and somebody does with it.
    safety: 'review',
    edits: () => {
      if (value?.kind === 'array')
        return actions.map((action) => ({ op: 'append', target: value, value: action }) as const);
      const present = itemsOf(value).flatMap((node) => (node.kind === 'string' ? [node.value] : []));
      return value ? [{ op: 'replace', target: value, value: [...present, ...actions] }] : [];
    },
  };
}
