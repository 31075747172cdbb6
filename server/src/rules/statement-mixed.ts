import { reviewFix } from '../findings.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import type { PrincipalKind, Statement } from '../policy/model.ts';
import { splitByType } from '../policy/statementSplits.ts';
import { listed } from '../text/listed.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'statement-mixed',
    title: 'Statement for different kinds of principals',
    level: 'information',
    messages: {
      kinds: 'Mixes {{kinds}}: no single condition fits all of them. Split the statement.',
      services: 'This role is for {{count}} unrelated services: each has the permissions that all of them need.',
    },
    yieldsTo: ['action-principal-mismatch', 'principal-type-misplaced'],
  },
  docs: {
    why: 'A condition applies to all principals of its statement, and requests of services contain other keys than requests of people. If services and people share one statement, no condition fits both; and a role for many services has the permissions of all of them.',
    howToFix:
      'Write a statement for each type of principal, each with its own conditions. For unrelated services use a role each.',
    whenToIgnore: 'When the statement needs no conditions and one role for all is intended.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com", "AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:SecureTransport": "true"}}',
      ],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement(statement) {
      const member = statement.elements.get('Principal')?.member;
      if (!member || !context.letsIn(statement) || statement.shape.principals.length < 2) return;
      const about = statement.actions.map((a) => a.span);
      const kinds = [...new Set(statement.shape.principals.map((k) => NAMES[k.kind]))].filter((k) => k !== undefined);
      if (kinds.length > 1) {
        context.report({
          at: member.key.span,
          messageId: 'kinds',
          data: { kinds: listed(kinds, 'and') },
          about,
          fixes: () => {
            const edits = splitByType(statement);
            return edits ? [reviewFix('Split the statement by principal type', () => edits)] : [];
          },
        });
        return;
      }
      const count = unrelatedServices(statement);
      if (count >= MANY) context.report({ at: member.key.span, messageId: 'services', data: { count }, about });
    },
  }),
});

const MANY = 3;

const NAMES: Readonly<Partial<Record<PrincipalKind['kind'], string>>> = {
  account: 'AWS principals',
  service: 'service principals',
  oidc: 'identity providers',
  saml: 'identity providers',
  federated: 'identity providers',
};

/** How many families of services: edgelambda and lambda, codebuild and codepipeline are of one. */
function unrelatedServices({ shape }: Statement): number {
  const families: string[] = [];
  for (const kind of shape.principals) {
    if (kind.kind !== 'service') continue;
    const name = parseServiceName(kind.name)?.global.split('.amazonaws', 1)[0];
    const last = name?.split('.').at(-1);
    if (last === undefined) continue;
    if (!families.some((f) => f.slice(0, 4) === last.slice(0, 4) || f.endsWith(last) || last.endsWith(f)))
      families.push(last);
  }
  return families.length;
}
