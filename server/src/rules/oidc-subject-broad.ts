import { reviewFix, type Fix } from '../findings.ts';
import type { FoundProvider } from '../catalogue/oidcProviders.ts';
import { isPositive } from '../iam/operators.ts';
import { hasWildcard, isOnlyWildcards } from '../iam/wildcards.ts';
import { letsIn } from '../policy/assumeActions.ts';
import { conditionsOn, guarantees } from '../policy/conditionGuarantees.ts';
import { providerOfKey, testsSubject } from '../policy/oidcClaims.ts';
import type { Condition, ConditionValue } from '../policy/model.ts';
import { providerBySubject, type ReadSubject } from '../policy/oidcSubject.ts';
import { defineRule } from './rule.ts';

type Message = 'strangers' | 'tenant' | 'project' | 'pullRequest' | 'anybody';

export default defineRule({
  meta: {
    id: 'oidc-subject-broad',
    title: 'Subject that matches more than one project',
    level: 'warning',
    messages: {
      strangers: 'The {{part}} "{{text}}" also matches other {{provider}} customers, who can then assume this role.',
      tenant: '"{{text}}" matches {{matched}}, so any of them can assume this role.',
      project: '"{{text}}" matches {{matched}}, so any of them can assume this role.',
      pullRequest:
        'Any pull request whose workflow can request a token can assume this role, not only one branch or environment.',
      anybody:
        "This subject starts with {{claim}} and doesn't name a repository, so any GitHub repository can match it.",
    },
    yieldsTo: ['key-provider-mismatch', 'oidc-subject-form', 'variable-invalid'],
    breaksGuard: true,
  },
  docs: {
    why: 'The subject of a token identifies the owner, repository and branch that it was issued to. A wildcard in an early part matches more than intended, and with a shared issuer also the names of other customers.',
    howToFix:
      'Replace the wildcard with the owner, project, branch or environment that needs the role. List several subjects if you need more than one.',
    whenToIgnore:
      'When everything that the pattern matches needs the role, for example all branches of one repository.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
      'https://docs.github.com/en/actions/reference/security/oidc',
    ],
    accessAnalyzer: ['SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED', 'WILDCARD_USAGE_TOO_PERMISSIVE'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}, "StringLike": {"token.actions.githubusercontent.com:sub": "repo:octo-org*"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, statement, values } = condition;
      if (!testsSubject(condition) || !operator || !isPositive(operator) || !letsIn(statement)) return;
      const known = providerOfKey(condition);
      for (const [i, value] of values.entries()) {
        const { text, node } = value;
        if (!text || isOnlyWildcards(text.value)) continue; // demands nothing: a rule of its own
        const found = providerBySubject(known, text.value);
        if (!found) continue;
        const claim = anybodysClaim(found, text.value);
        if (claim !== undefined) {
          context.report({ at: node.span, messageId: 'anybody', data: { claim } });
          continue;
        }
        if (narrowedBeside(condition)) return; // both tests must be met: the narrower one decides
        const read = condition.subjects[i];
        if (!read || read === 'unread') continue;
        const messageId = messageOf(read, text.value, found);
        if (!messageId || (messageId !== 'pullRequest' && !hasWildcard(text.value))) continue;
        if (tellsOtherwise(condition, read)) continue;
        context.report({
          at: node.span,
          messageId,
          level: messageId === 'project' || messageId === 'pullRequest' ? 'information' : 'warning',
          data: {
            ...wordsOf(read),
            provider: found.provider.shortName,
          },
          fixes: () => narrower(read, value),
        });
      }
    },
  }),
});

/** Whether another test of the same subject names it to the letter. */
function narrowedBeside(condition: Condition): boolean {
  return conditionsOn(condition.statement, condition.key.value).some(
    (c) =>
      c !== condition &&
      guarantees(c) === 'yes' &&
      c.values.every((v) => v.text && !(c.operator?.wildcards && hasWildcard(v.text.value))),
  );
}

function messageOf({ breadth }: ReadSubject, subject: string, { provider }: FoundProvider): Message | undefined {
  if (breadth !== 'fine') return breadth;
  return provider.id.startsWith('github') && subject.endsWith(':pull_request') ? 'pullRequest' : undefined;
}

/** Claims that a customised GitHub subject may start with, and that say nothing of whose repository it is. */
const ANYBODYS =
  /^(workflow|ref|environment|context|head_ref|base_ref|ref_type|event_name|runner_environment|repository_visibility):/;

function anybodysClaim({ provider }: FoundProvider, subject: string): string | undefined {
  if (!provider.id.startsWith('github-actions')) return undefined;
  const claim = ANYBODYS.exec(subject)?.[1];
  return claim === undefined ||
    /(?:^|:)(?:repo|repository|repository_id|repository_owner|repository_owner_id|job_workflow_ref|enterprise|enterprise_id):/.test(
      subject,
    )
    ? undefined
    : claim;
}

/** Whether another claim, which may stand beside the subject, names the part that the subject leaves open. */
function tellsOtherwise({ statement }: Condition, { culprit }: ReadSubject): boolean {
  const role = culprit?.part.role;
  if (role === undefined || role === 'nothing') return false;
  return statement.conditions.some(
    (c) =>
      guarantees(c) !== 'no' &&
      BESIDE[role].test(c.providerKey?.claim.value ?? '') &&
      (role === 'detail' || c.values.every((v) => v.text && !(c.operator?.wildcards && hasWildcard(v.text.value)))),
  );
}

/** Claims that say the same as a part of the subject, or more. */
const BESIDE: Readonly<Record<'tenant' | 'project' | 'detail', RegExp>> = {
  tenant:
    /^(?:repository(?:_id)?|project_id|project_path|oidc\.circleci\.com\/project-id|pipeline_id|repository_owner_id|namespace_id|organization_id|enterprise_id)$/i,
  project: /^(?:repository(?:_id)?|project_id|project_path|oidc\.circleci\.com\/project-id|pipeline_id)$/i,
  detail: /^(?:ref|environment|job_workflow_ref|workflow)$/i,
};

/** What the part that is too broad reads, and whose it is: of all the repositories, those of acme. */
function wordsOf({ culprit, parts }: ReadSubject): Readonly<Record<'part' | 'text' | 'matched', string>> {
  const text = culprit?.text ?? '';
  const part = culprit?.part.label ?? '';
  const before = parts.slice(
    0,
    parts.findIndex((p) => p === culprit),
  );
  const owner = before.findLast((p) => p.state === 'literal' && p.part.role !== 'nothing')?.text;
  const which = isOnlyWildcards(text) ? 'every' : 'more than one';
  return {
    part,
    text: text === '' ? '*' : text,
    matched: `${which} ${part}${owner === undefined ? '' : ` of ${owner}`}`,
  };
}

/** The subject with a placeholder for each part that is left open. */
function narrower({ culprit, form, parts }: ReadSubject, { node, text }: ConditionValue): readonly Fix[] {
  if (!culprit || !text || text.holes.length) return [];
  const value = form.segments
    .map((segment) => {
      if (typeof segment === 'string') return segment;
      const read = parts.find((p) => p.part === segment);
      if (!read || read.state === 'literal') return read?.text ?? '';
      return segment.role === 'nothing' ? '*' : `<${segment.label.toUpperCase().replaceAll(' ', '_')}>`;
    })
    .join('');
  return [reviewFix(`Restrict to one ${culprit.part.label}`, () => [{ op: 'replace', target: node, value }])];
}
