import { reviewFix } from '../findings.ts';
import { isPositive } from '../iam/operators.ts';
import { letsIn } from '../policy/assumeActions.ts';
import { testsSubject } from '../policy/oidcClaims.ts';
import type { Condition } from '../policy/model.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { toJson } from '../tree/node.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'oidc-subject-immutable',
    title: 'GitHub subject without IDs',
    level: 'hint',
    messages: {
      names:
        'Also allow the subject with IDs, repo:{{owner}}@ID/{{repo}}@ID: repositories created or renamed since July 15, 2026 send it.',
    },
    yieldsTo: ['oidc-subject-form', 'oidc-subject-broad', 'key-provider-mismatch'],
  },
  docs: {
    why: "GitHub changed the subject of its tokens: repo:org@id/repo@id, with IDs after the names. It applies to repositories on github.com that were created, renamed or transferred since July 15, 2026, and a subject with names only doesn't match them. Also, somebody else can take over a name once it is free.",
    howToFix: 'Add the subject with IDs to the list. You find the IDs of owner and repository with the GitHub API.',
    whenToIgnore:
      'When the repository still uses subjects without IDs, and you add the other form before you rename or transfer it.',
    references: ['https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:ref:refs/heads/main"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": ["repo:octo-org/octo-repo:ref:refs/heads/main", "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main"]}}',
      ],
    },
  },
  create: (context) => ({
    policy({ statements }) {
      const tests = statements.flatMap((s) => s.conditions).filter(testsByName);
      for (const { values } of tests) {
        const value = values.find(
          (v) => v.text && !v.text.holes.length && NAMES.test(v.text.value) && !isBroad(v.text.value),
        );
        const [, owner = '', repo = '', tail = ''] = NAMES.exec(value?.text?.value ?? '') ?? [];
        if (!value) continue;
        const second = `repo:${owner}@<OWNER_ID>/${repo}@<REPOSITORY_ID>:${tail}`;
        context.report({
          at: value.node.span,
          messageId: 'names',
          data: { owner, repo },
          fixes: () => [
            reviewFix('Add the subject with IDs', () =>
              // Wherever it stands: the other tests of it would keep the new form out.
              tests
                .filter((c) => c.values.some((v) => v.text?.value === value.text?.value))
                .flatMap(({ member: { value: list } }): TreeEdit[] =>
                  list?.kind === 'array'
                    ? [{ op: 'append', target: list, value: second }]
                    : list
                      ? [{ op: 'replace', target: list, value: [toJson(list), second] }]
                      : [],
                ),
            ),
          ],
        });
        return; // one word a policy is enough
      }
    },
  }),
});

/** A test of GitHub's subject that lets somebody in by names alone. */
function testsByName(condition: Condition): boolean {
  const { providerKey, operator, values, statement } = condition;
  if (!testsSubject(condition) || providerKey?.issuer.value !== ISSUER || !operator || !isPositive(operator))
    return false;
  return letsIn(statement) && !values.some((v) => v.text?.value.includes('@')) && !tellsById(condition);
}

const ISSUER = 'token.actions.githubusercontent.com';
const NAMES = /^repo:([A-Za-z0-9-]+)\/([\w.-]+):(.+)$/;

/** Subjects that oidc-subject-broad has a word for. */
function isBroad(subject: string): boolean {
  return subject.endsWith(':*') || subject.endsWith(':pull_request') || /^repo:[^:]*\*/.test(subject);
}

/** Whether the statement names the repository by its id as well. */
function tellsById({ statement }: Condition): boolean {
  return statement.conditions.some((c) => /^repository(?:_owner)?_id$/i.test(c.providerKey?.claim.value ?? ''));
}
