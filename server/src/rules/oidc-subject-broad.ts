import { reviewFix, type Fix } from '../findings.ts';
import type { FoundProvider } from '../catalogue/oidcProviders.ts';
import { comparesValues } from '../iam/operators.ts';
import { hasWildcard, isOnlyWildcards } from '../iam/wildcards.ts';
import { conditionsOn, guarantees, isLiteral } from '../policy/conditionGuarantees.ts';
import { providerOfKey, testsSubject } from '../policy/oidcClaims.ts';
import type { Condition, ConditionValue } from '../policy/model.ts';
import { providerBySubject, type Breadth, type ReadSubject } from '../policy/oidcSubject.ts';
import { upTo } from '../text/cut.ts';
import { joined } from '../text/listed.ts';
import { claimsThatTell, recordOf } from '../providers/records.ts';
import { sameName } from '../iam/vocabulary.ts';
import { upperSnake } from '../text/upperSnake.ts';
import { defineRule } from './rule.ts';

type Message = Exclude<Breadth, 'fine'> | 'pullRequest' | 'projectPath' | 'restricted';

export default defineRule({
  meta: {
    id: 'oidc-subject-broad',
    title: 'Subject that matches more than one project',
    level: 'warning',
    messages: {
      strangers: 'The {{part}} "{{text}}" also matches other {{provider}} customers, who can then assume this role.',
      tenant: '"{{text}}" matches {{matched}}, so any of them can assume this role.',
      project: '"{{text}}" matches {{matched}}, so any of them can assume this role.',
      projectPath:
        '"{{text}}" matches {{matched}}, so any of them can assume this role. Another project can reuse a path, and merge requests from forks send the path of the fork: project_id is safer.',
      restricted: '"{{text}}" matches {{matched}}: only the pattern of {{key}} restricts which can assume this role.',
      pullRequest:
        'Any pull request whose workflow can request a token can assume this role, not only one branch or environment.',
      anybody:
        "This subject starts with {{claim}} and doesn't name a repository, so any GitHub repository can match it.",
    },
    yieldsTo: ['oidc-subject-form'],
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
      if (!testsSubject(condition) || !operator || !comparesValues(operator) || !context.letsIn(statement)) return;
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
        const beside = testsBeside(condition, read);
        if (beside.some((c) => read.culprit?.part.role === 'detail' || isLiteral(c))) continue;
        const [pattern] = beside;
        context.report({
          at: node.span,
          messageId: pattern ? 'restricted' : messageId,
          level:
            read.breadth === 'project' || messageId === 'pullRequest' || isAsDocumented(read, text.value, found)
              ? 'information'
              : 'warning',
          data: {
            ...wordsOf(read),
            key: pattern?.key.value ?? '',
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
    (c) => c !== condition && guarantees(c) === 'yes' && isLiteral(c),
  );
}

function messageOf({ breadth, form }: ReadSubject, subject: string, { provider }: FoundProvider): Message | undefined {
  const { byPath, pullRequest } = recordOf(provider);
  if (breadth !== 'fine') return breadth !== 'strangers' && form.segments[0] === byPath ? 'projectPath' : breadth;
  return pullRequest !== undefined && subject.endsWith(pullRequest) ? 'pullRequest' : undefined;
}

/** Whether the provider itself gives this subject, and none that is narrower where this one is open. */
function isAsDocumented({ culprit, parts }: ReadSubject, subject: string, { provider }: FoundProvider): boolean {
  if (!culprit || recordOf(provider).scopes.length) return false;
  const given = Object.values(provider.template).flatMap((keys) => keys['{issuer}:sub'] ?? []);
  return given.some(
    (text) =>
      !text.includes(`{${culprit.part.name}}`) &&
      subject === parts.reduce((filled, p) => filled.replace(`{${p.part.name}}`, () => p.text), text),
  );
}

/** The claim that a customized subject starts with, where nothing in it tells whose it is. */
function anybodysClaim({ provider }: FoundProvider, subject: string): string | undefined {
  const { customized } = recordOf(provider);
  const first = upTo(subject, ':');
  if (!customized || first === subject || !customized.anybodys.includes(first)) return undefined;
  const names = subject.split(':').slice(0, -1); // the last is a value
  return names.some((name) => customized.whose.includes(name)) ? undefined : first;
}

/** The tests of other claims, which may stand beside the subject, that tell the part that the subject leaves open. */
function testsBeside({ statement }: Condition, { culprit }: ReadSubject): readonly Condition[] {
  if (!culprit) return [];
  // An ID that stands alone says whose it is.
  const role = culprit.part.role === 'nothing' ? 'tenant' : culprit.part.role;
  return statement.conditions.filter(
    (c) => guarantees(c) !== 'no' && BESIDE[role].some((claim) => sameName(claim, c.providerKey?.claim.value ?? '')),
  );
}

/** Claims that say the same as a part of the subject, or more. */
const BESIDE: Readonly<Record<'tenant' | 'project' | 'detail', readonly string[]>> = {
  tenant: claimsThatTell('tenant', 'project'),
  project: claimsThatTell('project'),
  detail: claimsThatTell('file', 'detail'),
};

/** What the part that is too broad reads, and whose it is: of all the repositories, those of acme. */
function wordsOf({ culprit, open, parts }: ReadSubject): Readonly<Record<'part' | 'text' | 'matched', string>> {
  const text = culprit?.text ?? '';
  const part = culprit?.part.label || 'value'; // what tells nothing beside names has no name
  const before = parts.slice(
    0,
    parts.findIndex((p) => p === culprit),
  );
  const owner = before.findLast((p) => p.state === 'literal' && p.part.role !== 'nothing')?.text;
  const which = text === '' || isOnlyWildcards(text) ? 'every' : 'more than one';
  return {
    part,
    text: text === '' ? '*' : text,
    matched: `${which} ${joined(open, 'and')}${owner === undefined ? '' : ` of ${owner}`}`,
  };
}

/** The subject with a placeholder for each part that is left open. */
function narrower({ culprit, form, parts }: ReadSubject, { node, text }: ConditionValue): readonly Fix[] {
  if (!culprit?.part.label || !text || text.holes.length) return [];
  const value = form.segments
    .map((segment) => {
      if (typeof segment === 'string') return segment;
      const read = parts.find((p) => p.part === segment);
      if (!read || read.state === 'literal') return read?.text ?? '';
      return segment.role === 'nothing' ? '*' : `<${upperSnake(segment.label)}>`;
    })
    .join('');
  return [reviewFix(`Restrict to one ${culprit.part.label}`, () => [{ op: 'replace', target: node, value }])];
}
