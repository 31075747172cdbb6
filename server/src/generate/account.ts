import { isAccountId } from '../iam/account.ts';
import { ASSUME_ROLE } from '../iam/vocabulary.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { accountId, principalArns, principals, readAccount, readPrincipals, splitList } from './answerChecks.ts';
import { guardCondition, guardStep, guardSteps } from './guards.ts';
import { vendorItems, vendorWithoutAccount } from './vendor.ts';
import type { Question, StatementValue, TrustKind } from './steps.ts';

/** A role or user by ARN: of the role's own account or another one. */
export const principalTrust: TrustKind = {
  id: 'principal',
  label: 'An IAM role or user',
  detail: 'One or several, by ARN: of this account or of another one of yours',
  questions: (answers, asking) => [
    {
      id: 'principals',
      kind: 'text',
      title: 'Which role or user?',
      prompt: 'An ARN; several with commas between them.',
      placeholder: 'arn:aws:iam::111122223333:role/deploy',
      problem: principalArns,
      read: readPrincipals,
    },
    ...guardSteps(answers, ['mfa', 'organization', 'sourceIp', 'until', 'externalId'], [], asking),
  ],
  statement: (answers) => awsStatement(splitList(textAnswer(answers, 'principals')), guardCondition(answers)),
};

/** Every principal of the role's own account whose policies allow it. */
export const sameAccountTrust: TrustKind = {
  id: 'sameAccount',
  label: 'The same account',
  detail: 'Whoever in the role’s own account is allowed to by a policy there',
  questions: (answers, asking) => [
    {
      id: 'account',
      kind: 'text',
      title: 'In which account is the role?',
      prompt: 'Its own account is trusted.',
      placeholder: 'Account id of 12 digits',
      problem: accountId,
      read: readAccount,
    },
    ...guardSteps(answers, ['mfa', 'sourceIp', 'until'], [], asking),
  ],
  statement: (answers) => awsStatement([rootOf(textAnswer(answers, 'account'))], guardCondition(answers)),
};

/** Another account: the whole of it, or roles and users there. */
export const accountTrust: TrustKind = {
  id: 'account',
  label: 'Another AWS account',
  detail: 'A whole account, or roles and users there',
  questions: (answers, asking): readonly Question[] => [
    {
      id: 'principals',
      kind: 'text',
      title: 'Which account, role or user?',
      prompt: 'An account id or ARN; several with commas between them.',
      placeholder: '111122223333 or arn:aws:iam::111122223333:role/deploy',
      problem: principals,
      read: readPrincipals,
    },
    ...guardSteps(answers, ['externalId', 'organization', 'mfa', 'sourceIp', 'until'], ['externalId'], asking),
  ],
  statement: (answers) => awsStatement(arnsIn(answers), guardCondition(answers)),
};

/** A company's account, picked by its name; always with an ExternalId. */
export const vendorTrust: TrustKind = {
  id: 'vendor',
  label: 'A SaaS vendor',
  detail: 'Datadog, Snowflake, New Relic, …: picked by name, with an ExternalId',
  questions: (answers, asking) => [
    {
      id: 'vendor',
      kind: 'pick',
      many: false,
      literal: true,
      title: 'Which vendor?',
      placeholder: 'Type to search; check the account against the vendor’s own pages',
      items: vendorItems(),
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
  const { name = 'the vendor', where = 'when you set up the integration' } = asked.vendor ?? {};
  return [
    {
      id: 'principals',
      kind: 'text',
      title: `AWS account of ${name}`,
      prompt: `Paste the account ID or ARN that ${name} shows (${where}).`,
      placeholder: '111122223333',
      problem: principals,
      read: readPrincipals,
    },
  ];
}

/** Every account of an organization. */
export const organizationTrust: TrustKind = {
  id: 'organization',
  label: 'An AWS organization',
  detail: 'Principals of all its accounts, kept to it by a condition',
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

/** Whether a kind of trust lets principals of accounts in, who need a policy on their own side. */
export function needsCallerPolicy(answers: Answers): boolean {
  return ['principal', 'sameAccount', 'account', 'organization', 'identityCenter'].includes(
    textAnswer(answers, 'kind'),
  );
}
