import type { Fix } from '../findings.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { addConditions } from '../policy/statementEdits.ts';
import { conditionsOn } from '../policy/conditionGuarantees.ts';
import type { Statement } from '../policy/model.ts';
import { keep, type TreeEdit } from '../tree/edit.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-not-principal',
    title: 'NotPrincipal in a trust policy',
    level: 'error',
    iamError: 'MalformedPolicyDocument: AssumeRole policy must not contain NotPrincipal field.',
    messages: {
      allow:
        "NotPrincipal isn't allowed in a trust policy: list who can assume the role in Principal. IAM rejects the policy.",
      deny: 'NotPrincipal isn\'t allowed in a trust policy: use {"AWS": "*"} and a condition on aws:PrincipalArn. IAM rejects the policy.',
    },
  },
  docs: {
    why: 'NotPrincipal means everyone except the listed principals. IAM rejects it in a trust policy. To deny everyone with exceptions, deny all principals and exclude the exceptions with a condition.',
    howToFix: 'Use Principal, and exclude callers with a Deny statement and a condition on aws:PrincipalArn.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html'],
    accessAnalyzer: ['ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL', 'ALLOW_WITH_NOT_PRINCIPAL'],
    examples: {
      bad: [
        '"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/ops"}, "Action": "sts:AssumeRole"',
      ],
      good: [
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/ops"}, "Action": "sts:AssumeRole"}, {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/ops"}}}]}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      const member = statement.elements.get('NotPrincipal')?.member;
      if (!member || member.maybe) return;
      const deny = statement.effect === 'Deny';
      context.report({
        at: member.key.span,
        messageId: deny ? 'deny' : 'allow',
        fixes: () => (deny ? toCondition(statement) : []),
      });
    },
  }),
});

/** Everybody as principal, and those named excepted by a condition; where they are users or roles by ARN. */
function toCondition(statement: Statement): readonly Fix[] {
  const element = statement.elements.get('NotPrincipal');
  const excepted = statement.principals.map((p) => keep(p.value.node));
  const byArn = statement.principals.every(
    (p) => p.type === 'AWS' && /^arn:[^:]*:iam::[^:]*:(role|user)\//.test(p.value.value),
  );
  if (!element?.value || !excepted.length || !byArn || statement.elements.get('Principal')) return [];
  if (conditionsOn(statement, KEYS.principalArn).length) return []; // one test would take the other's place
  const { member, value } = element;
  const edits = (): readonly TreeEdit[] => [
    { op: 'renameKey', target: member, name: 'Principal' },
    { op: 'replace', target: value, value: { AWS: '*' } },
    ...addConditions(statement, {
      ArnNotEquals: { [KEYS.principalArn]: excepted.length === 1 ? (excepted[0] ?? []) : excepted },
    }),
  ];
  return [{ kind: 'tree', title: 'Replace with a condition on aws:PrincipalArn', safety: 'review', edits }];
}
