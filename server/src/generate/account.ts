import { isAccountId } from '../iam/account.ts';
import { ASSUME_ROLE } from '../iam/vocabulary.ts';
import { accountQuestion } from './accountQuestion.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { principalArns, principals, readPrincipals, splitList } from './answerChecks.ts';
import { guardCondition, guardStep, guardSteps } from './guards.ts';
import { VENDOR_ITEMS, vendorWithoutAccount } from './vendor.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { Question, StatementValue, TrustKind } from './steps.ts';

/** A role or user by ARN: of the role's own account or another one. */
export const principalTrust: TrustKind = {
  id: 'principal',
  label: 'IAM role or user',
  detail: 'One or more ARNs in this account or another account of yours',
  words: SEARCH_WORDS.principal,
  questions: (answers, asking) => [
    {
      id: 'principals',
      kind: 'text',
      title: 'Which role or user?',
      prompt: 'Paste one or more ARNs.',
      placeholder: 'arn:aws:iam::111122223333:role/deploy',
      problem: principalArns,
      read: readPrincipals,
    },
    ...guardSteps(answers, ['mfa', 'organization', 'sourceIp', 'until', 'externalId'], [], asking),
  ],
  statement: (answers) => awsStatement(arnsIn(answers), guardCondition(answers)),
};

/** Every principal of the role's own account whose policies allow it. */
export const sameAccountTrust: TrustKind = {
  id: 'sameAccount',
  label: 'This AWS account',
  detail: 'Any principal in the account of the role that has permission to assume it',
  words: SEARCH_WORDS.sameAccount,
  questions: (answers, asking) => [
    accountQuestion('account', 'Which account is the role in?', 'Account ID. The account itself is trusted.'),
    ...guardSteps(answers, ['mfa', 'sourceIp', 'until'], [], asking),
  ],
  statement: (answers) => awsStatement([rootOf(textAnswer(answers, 'account'))], guardCondition(answers)),
};

/** Another account: the whole of it, or roles and users there. */
export const accountTrust: TrustKind = {
  id: 'account',
  label: 'Another AWS account',
  detail: 'A whole account, or roles and users in it',
  words: SEARCH_WORDS.account,
  questions: (answers, asking): readonly Question[] => [
    {
      id: 'principals',
      kind: 'text',
      title: 'Which account, role or user?',
      prompt: 'Paste one or more account IDs or ARNs.',
      placeholder: '111122223333 or arn:aws:iam::111122223333:role/deploy',
      problem: principals,
      read: readPrincipals,
    },
    ...guardSteps(answers, ['externalId', 'organization', 'mfa', 'sourceIp', 'until'], ['externalId'], asking),
  ],
  statement: (answers) => awsStatement(arnsIn(answers), guardCondition(answers)),
};

/** A company's account, picked by its name; always with an external ID. */
export const vendorTrust: TrustKind = {
  id: 'vendor',
  label: 'SaaS vendor',
  detail: 'The account of Datadog, Snowflake, Vanta or another vendor, with an external ID',
  words: SEARCH_WORDS.vendor,
  questions: (answers, asking) => [
    {
      id: 'vendor',
      kind: 'pick',
      many: false,
      literal: true,
      leadsOn: true,
      title: 'Which vendor?',
      placeholder: "Type to search. Check the account against the vendor's own documentation.",
      items: VENDOR_ITEMS,
    },
    ...accountOfVendor(answers),
    ...guardStep('externalId', answers, asking),
    ...guardSteps(answers, ['sourceIp', 'until'], [], asking),
  ],
  statement: (answers) =>
    awsStatement(
      vendorWithoutAccount(answers) ? arnsIn(answers) : [rootOf(listAnswer(answers, 'vendor')[0] ?? '')],
      guardCondition(answers, ['externalId']),
    ),
};

function accountOfVendor(answers: Answers): readonly Question[] {
  const asked = vendorWithoutAccount(answers);
  if (!asked) return [];
  const { name = 'the vendor', where = 'in the setup of the integration' } = asked.vendor ?? {};
  return [
    {
      id: 'principals',
      kind: 'text',
      title: `Which AWS account does ${name} use?`,
      prompt: `Paste the account ID or ARN that ${name} shows: ${where}.`,
      placeholder: '111122223333',
      problem: principals,
      read: readPrincipals,
    },
  ];
}

/** Every account of an organization. */
export const organizationTrust: TrustKind = {
  id: 'organization',
  label: 'AWS organization',
  detail: 'Principals in every account of the organization',
  words: SEARCH_WORDS.organization,
  questions: (answers, asking) => [
    ...guardStep('organization', answers, asking),
    ...guardSteps(answers, ['mfa', 'sourceIp', 'until'], [], asking),
  ],
  statement: (answers) => awsStatement(['*'], guardCondition(answers, ['organization'])),
};

function awsStatement(named: readonly string[], condition: StatementValue['Condition'] | undefined): StatementValue {
  return {
    Effect: 'Allow',
    Principal: { AWS: named.length === 1 ? (named[0] ?? '') : named },
    Action: ASSUME_ROLE,
    ...(condition ? { Condition: condition } : {}),
  };
}

/** Accounts by the ARN that IAM shows them with. */
function arnsIn(answers: Answers): readonly string[] {
  return splitList(textAnswer(answers, 'principals')).map((p) => (isAccountId(p) ? rootOf(p) : p));
}

function rootOf(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** Whether a kind of trust is for principals of accounts, who need a policy on their own side. */
export function needsCallerPolicy(answers: Answers): boolean {
  return ['principal', 'sameAccount', 'account', 'organization', 'identityCenter'].includes(
    textAnswer(answers, 'kind'),
  );
}
