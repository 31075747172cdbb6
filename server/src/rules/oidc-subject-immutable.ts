import { reviewFix } from '../findings.ts';
import { comparesValues } from '../iam/operators.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { guarantees } from '../policy/conditionGuarantees.ts';
import { providerOfKey, testsSubject } from '../policy/oidcClaims.ts';
import type { Condition, ConditionValue, Statement } from '../policy/model.ts';
import { formOf } from '../policy/subjectVerdict.ts';
import { keep, type TreeEdit } from '../tree/edit.ts';

import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'oidc-subject-immutable',
    title: 'GitHub subject without IDs',
    level: 'hint',
    messages: {
      names:
        'Also allow the subject with IDs, {{subject}}: repositories created or renamed since July 15, 2026 send it.',
    },
    yieldsTo: ['oidc-subject-form'],
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
      const tests = statements
        .flatMap(({ conditions }) => conditions.filter(testsByName))
        .filter((c) => context.letsIn(c.statement));
      if (!tests.length) return;
      const withIds = ownersWithIds(statements);
      for (const condition of tests) {
        const value = condition.values.find((v) => isByName(v, condition, withIds));
        const [, owner = '', repo = '', tail = ''] = NAMES.exec(value?.text?.value ?? '') ?? [];
        if (!value) continue;
        const whole = hasWildcard(repo) ? '' : '@';
        const second = `repo:${owner}@<OWNER_ID>/${repo}${whole && '@<REPOSITORY_ID>'}${tail}`;
        context.report({
          at: value.node.span,
          messageId: 'names',
          data: { subject: `repo:${owner}@ID/${repo}${whole && '@ID'}` },
          fixes: () =>
            value.text?.holes.length
              ? []
              : [
                  reviewFix('Add the subject with IDs', () =>
                    // Wherever it stands: the other tests of it would keep the new form out.
                    tests
                      .filter((c) => c.values.some((v) => v.text?.value === value.text?.value))
                      .flatMap(({ member: { value: list } }): TreeEdit[] =>
                        list?.kind === 'array'
                          ? [{ op: 'append', target: list, value: second }]
                          : list
                            ? [{ op: 'replace', target: list, value: [keep(list), second] }]
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

/** A test of GitHub's subject that tells it by names alone. */
function testsByName(condition: Condition): boolean {
  const { providerKey, operator, values } = condition;
  if (!testsSubject(condition) || !operator || !comparesValues(operator)) return false;
  const isGitHub = providerKey?.issuer.value === ISSUER || providerKey?.issuer.value.startsWith(`${ISSUER}/`);
  return isGitHub === true && !values.some((v) => v.text?.value.includes('@')) && !tellsById(condition);
}

const ISSUER = 'token.actions.githubusercontent.com';
/** Owner, repository, and what follows. */
const NAMES = /^repo:([A-Za-z0-9-]+)\/([^:]+)(:.*)?$/;
const WITH_ID = /^repo:([A-Za-z0-9-]+)@/;

/** The owners that some subject names with their IDs. */
function ownersWithIds(statements: readonly Statement[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { conditions } of statements)
    for (const { values } of conditions)
      for (const { text } of values) {
        const owner = text?.value.startsWith('repo:') && WITH_ID.exec(text.value)?.[1];
        if (owner) found.add(owner);
      }
  return found;
}

/** Whether a value lets tokens in, and none whose owner has an ID behind its name. */
function isByName({ text }: ConditionValue, condition: Condition, withIds: ReadonlySet<string>): boolean {
  const [names = '', owner = ''] = NAMES.exec(text?.value ?? '') ?? [];
  const found = providerOfKey(condition);
  if (!text || !found || names === '' || withIds.has(owner)) return false;
  if (text.holes.some((h) => h.from < names.indexOf('/'))) return false;
  const form = formOf(text, condition.operator?.wildcards ?? false, found);
  return form !== undefined && !form.doubt;
}

/** Whether the statement names the repository by its id as well. */
function tellsById({ statement }: Condition): boolean {
  return statement.conditions.some(
    (c) => /^repository(?:_owner)?_id$/i.test(c.providerKey?.claim.value ?? '') && guarantees(c) !== 'no',
  );
}
