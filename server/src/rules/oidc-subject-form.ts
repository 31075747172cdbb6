import { reviewFix, type Fix } from '../findings.ts';
import type { FoundProvider, SubjectForm } from '../catalogue/oidcProviders.ts';
import { isOnlyWildcards } from '../iam/wildcards.ts';
import { providerOfKey, testsSubject } from '../policy/oidcClaims.ts';
import type { ConditionValue } from '../policy/model.ts';
import { readSubject } from '../policy/oidcSubject.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'oidc-subject-form',
    title: 'Subject that the identity provider never issues',
    level: 'error',
    messages: {
      never: '{{provider}} never issues this subject, so no token matches. Expected: {{example}}',
      audience: 'This is an audience, not a subject, so no token matches. Expected: {{example}}',
      custom: 'Only issued with a customized subject template. The default form continues, for example {{example}}',
    },
    yieldsTo: [
      'key-provider-mismatch',
      'variable-invalid',
      'value-ignored',
      'value-wildcard-literal',
      'federated-provider-retired',
    ],
    breaksGuard: true,
  },
  docs: {
    why: 'Each identity provider builds the subject of its tokens in its own form, and IAM compares it character by character. A value of another form never matches, so nobody can assume the role through it.',
    howToFix: 'Copy the subject from a token that your tool issues, or use the form in the message.',
    whenToIgnore:
      'When you customized the subject template of the identity provider, and its tokens contain this subject.',
    references: [
      'https://docs.github.com/en/actions/reference/security/oidc',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:branch:main"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, statement, values } = condition;
      if (
        !testsSubject(condition) ||
        !operator ||
        operator.negated ||
        operator.family === 'Null' ||
        statement.effect !== 'Allow'
      )
        return;
      const found = providerOfKey(condition);
      const usual = found?.provider.forms.find((form) => !form.custom);
      if (!found?.provider.formsComplete || !usual) return;
      for (const [i, value] of values.entries()) {
        const { text, node } = value;
        if (!text || text.value === '' || text.value.includes('${') || isOnlyWildcards(text.value)) continue;
        const read = condition.subjects[i];
        if (read === 'unread' || (!read && operator.base === 'StringEqualsIgnoreCase')) continue;
        const messageId = read
          ? lacksTail(read.form, found) && !/[*?]/.test(text.value)
            ? 'custom'
            : undefined
          : refused(text.value, found);
        if (messageId === undefined) continue;
        context.report({
          at: node.span,
          messageId,
          ...(messageId === 'custom' ? { level: 'warning' as const } : {}),
          data: { provider: found.provider.shortName, example: exampleOf(usual) },
          fixes: () => fixes(value, found),
        });
      }
    },
  }),
});

/** Whether a customised form is the start of a usual one. */
function lacksTail(form: SubjectForm, { provider }: FoundProvider): boolean {
  return (
    form.custom &&
    provider.forms.some(
      (f) =>
        !f.custom && f.segments.length > form.segments.length && form.segments.every((s, i) => s === f.segments[i]),
    )
  );
}

/** Claims that GitHub's customised subjects are built of, in any order. */
const GITHUB_CLAIMS =
  /^(?:actor|actor_id|base_ref|context|enterprise|enterprise_id|environment|environment_node_id|event_name|head_ref|job_workflow_ref|ref|ref_type|repository|repository_id|repository_owner|repository_owner_id|repository_visibility|repo_property_[\w$#-]+|run_attempt|run_id|run_number|runner_environment|sha|workflow|workflow_ref):/;

function refused(subject: string, { provider }: FoundProvider): 'never' | 'audience' | undefined {
  if (provider.id.startsWith('github-')) {
    const tail = /^repo:[^/:]+\/[^/:]+:(?!ref:(?!refs\/)|environment:$)(.*)$/.exec(subject)?.[1];
    if (GITHUB_CLAIMS.test(tail ?? subject)) return undefined;
  }
  return subject === provider.audience || subject === 'sts.amazonaws.com' ? 'audience' : 'never';
}

function exampleOf({ segments }: SubjectForm): string {
  return segments
    .map((s) => (typeof s === 'string' ? s : (s.label || s.name).toUpperCase().replaceAll(' ', '_')))
    .join('');
}

/** What was likely meant, where one slip explains the value. It lets in whom the other kept out. */
function fixes({ node, text }: ConditionValue, found: FoundProvider): readonly Fix[] {
  const written = text?.value ?? '';
  const candidates = [
    written.replace(/:branch:/, ':ref:refs/heads/'),
    written.replace(/:tag:/, ':ref:refs/tags/'),
    written.replace(/:ref:(?!refs\/)/, ':ref:refs/heads/'),
    written.replace(/:refs\//, ':ref:refs/'),
    written.replace(/:env:/, ':environment:'),
    written.replace(/\s+/g, ''),
    `repo:${written}`,
    written.replace(/^(?:https?:\/\/)?github\.com\//, 'repo:'),
  ];
  const meant = candidates.find((c) => {
    const read = c === written ? undefined : readSubject({ value: c, holes: [] }, true, found);
    return read !== undefined && read !== 'unread' && !read.form.custom;
  });
  return meant === undefined
    ? []
    : [reviewFix(`Replace with "${meant}"`, () => [{ op: 'replace', target: node, value: meant }])];
}
