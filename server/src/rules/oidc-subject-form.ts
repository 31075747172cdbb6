import { reviewFix, type Fix } from '../findings.ts';
import type { FoundProvider } from '../catalogue/oidcProviders.ts';
import { ignoringCase, type SubjectForm } from '../catalogue/subjectForms.ts';
import { comparesValues } from '../iam/operators.ts';
import { hasWildcard, isOnlyWildcards } from '../iam/wildcards.ts';
import { providerOfKey, testsSubject } from '../policy/oidcClaims.ts';
import type { ConditionValue } from '../policy/model.ts';
import { nameToFillIn } from '../policy/nameToFillIn.ts';
import { formOf, issuerOfSubject, meantBy } from '../policy/subjectVerdict.ts';
import type { HoledText } from '../text/holedText.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'oidc-subject-form',
    title: 'Subject that the identity provider never issues',
    level: 'error',
    messages: {
      never: 'No token from {{provider}} has this subject. Expected: {{example}}',
      audience: 'This is an audience, not a subject, so no token matches. Expected: {{example}}',
      custom: 'Only tokens with a customized subject match this value. The default form is {{example}}',
      unusual:
        "{{provider}} doesn't document all parts of this subject: compare it with a token. The default form is {{example}}",
    },
    yieldsTo: ['value-wildcard-literal', 'federated-provider-retired'],
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
      if (!testsSubject(condition) || !operator || !comparesValues(operator) || statement.effect !== 'Allow') return;
      const known = providerOfKey(condition);
      for (const value of values) {
        const { text, node } = value;
        if (!text || text.value === '' || text.value.includes('${') || isOnlyWildcards(text.value)) continue;
        const found = issuerOfSubject(known, text.value);
        const usual = found?.provider.forms.find((form) => !form.custom);
        if (!found || !usual || text.value.length > LONGEST) continue;
        const form = formOf(text, operator.wildcards, found);
        if (form ? !form.doubt : !found.provider.formsComplete) continue;
        if (!form && operator.base.endsWith('IgnoreCase') && differsInCase(text, found)) continue;
        const { provider, issuer } = found;
        context.report({
          at: node.span,
          messageId: form ? MESSAGES[form.doubt ?? 'warning'] : isAudience(text.value, found) ? 'audience' : 'never',
          level: form?.doubt ?? (issuer.generic ? 'warning' : 'error'),
          data: { provider: provider.shortName, example: exampleOf(usual) },
          fixes: () => fixes(value, found, operator.wildcards),
        });
      }
    },
  }),
});

/** Whether a subject may have one of the forms, but for its case. */
function differsInCase({ value, holes }: HoledText, { provider }: FoundProvider): boolean {
  if (provider.never?.test(value.toLowerCase())) return false;
  return holes.length > 0 || provider.forms.some((form) => ignoringCase(form).test(value));
}

/** No subject is longer: not worth a look. */
const LONGEST = 600;

const MESSAGES = { warning: 'custom', information: 'unusual' } as const;

function isAudience(subject: string, { provider }: FoundProvider): boolean {
  return subject === provider.audience || subject === 'sts.amazonaws.com';
}

/** `repo:OWNER/REPOSITORY`; of a subject that is one ID alone its looks, as its name would tell nothing. */
function exampleOf({ segments }: SubjectForm): string {
  const [only, ...more] = segments;
  if (typeof only === 'object' && !more.length && only.example !== '') return `a value like ${only.example}`;
  return segments.map((s) => (typeof s === 'string' ? s : nameToFillIn(s.name, s.label))).join('');
}

/** What was likely meant, where one slip explains the value. It lets in whom the other kept out. */
function fixes({ node, text }: ConditionValue, found: FoundProvider, wildcards: boolean): readonly Fix[] {
  const written = text?.value ?? '';
  const isRepo = found.provider.forms[0]?.segments[0] === REPO;
  const candidates = [
    ...(isRepo ? repositoriesLike(written) : []),
    meantBy(written, found),
    ...refsLike(written),
    written.replace(/\s+/g, ''),
  ];
  const meant = candidates.find(
    (c) =>
      c !== undefined &&
      c !== written &&
      (wildcards || !hasWildcard(c)) &&
      formOf({ value: c, holes: [] }, wildcards, found)?.custom === false,
  );
  return meant === undefined
    ? []
    : [reviewFix(`Replace with "${meant}"`, () => [{ op: 'replace', target: node, value: meant }])];
}

/** How GitHub's subjects start. */
const REPO = 'repo:';

/** A ref in full where the provider has its short name, and the other way round. */
function refsLike(written: string): readonly string[] {
  return [
    written.replace(/:ref:refs\/(?:heads|tags)\//, ':ref:'),
    written.replace(/:ref:(?!refs\/)/, ':ref:refs/heads/'),
  ];
}

/** What of GitHub's subjects a text with one slip may mean. */
function repositoriesLike(written: string): readonly string[] {
  return [
    written.replace(/:branch:/, ':ref:refs/heads/'),
    written.replace(/:tag:/, ':ref:refs/tags/'),
    written.replace(/:ref:(?=(?:heads|tags)\/)/, ':ref:refs/'),
    written.replace(/:ref:(?!refs\/)/, ':ref:refs/heads/'),
    written.replace(/:refs\//, ':ref:refs/'),
    written.replace(/:env:/, ':environment:'),
    written.replace(/:ref:refs\/pull\/.*$/, ':pull_request'),
    `${REPO}${written}`,
    written.replace(/^(?:https?:\/\/)?github\.com\//, REPO),
  ];
}
