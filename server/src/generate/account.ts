import { isAccountId } from '../iam/account.ts';
import { ASSUME_ROLE } from '../iam/vocabulary.ts';
import { accountQuestion } from './accountQuestion.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { principalArns, principals, readPrincipals } from './answerChecks.ts';
import { pastedPartition } from './pasted.ts';
import { pastedPrincipals } from './pastedPrincipals.ts';
import { guarded, guardStep, withGuards } from './guards.ts';
import { partitionOf } from './partition.ts';
import type { Setting } from './role.ts';
import { VENDOR_ITEMS, vendorWithoutAccount } from './vendor.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { Question, StatementValue, TrustKind } from './steps.ts';

/** A role or user by ARN: of the role's own account or another one. */
export const principalTrust: TrustKind = {
  id: 'principal',
  label: 'IAM role or user',
  detail: 'One or more ARNs in this account or another account of yours',
  words: SEARCH_WORDS.principal,
  questions: (answers, asking) =>
    withGuards(
      [
        {
          id: 'principals',
          kind: 'text',
          title: 'Which role or user?',
          prompt: 'Paste one or more ARNs.',
          placeholder: 'arn:aws:iam::111122223333:role/deploy',
          problem: principalArns,
          read: readPrincipals,
          list: true,
        },
      ],
      { callers: 'account' },
      answers,
      asking,
    ),
  statements: (answers) => guarded(trusting(arnsIn(answers)), answers),
  setting: (answers) => accountSetting(answers, 'own'),
};

/** Every principal of the role's own account whose policies allow it. */
export const sameAccountTrust: TrustKind = {
  id: 'sameAccount',
  label: 'This AWS account',
  detail: 'Any principal in the account of the role that has permission to assume it',
  words: SEARCH_WORDS.sameAccount,
  questions: (answers, asking) =>
    withGuards(
      [accountQuestion('account', 'Which account is the role in?', 'Account ID. The account itself is trusted.')],
      { callers: 'account', without: ['externalId', 'organization', 'organizationPaths'] },
      answers,
      asking,
    ),
  statements: (answers) => guarded(trusting([rootOf(answers, textAnswer(answers, 'account'))]), answers),
  setting: (answers) => accountSetting(answers, 'own', textAnswer(answers, 'account')),
};

/** Another account: the whole of it, or roles and users there. */
export const accountTrust: TrustKind = {
  id: 'account',
  label: 'Another AWS account',
  detail: 'A whole account, or roles and users in it',
  words: SEARCH_WORDS.account,
  questions: (answers, asking) =>
    withGuards(
      [
        {
          id: 'principals',
          kind: 'text',
          title: 'Which account, role or user?',
          prompt: 'Paste one or more account IDs or ARNs.',
          placeholder: '111122223333 or arn:aws:iam::111122223333:role/deploy',
          problem: principals,
          read: readPrincipals,
          list: true,
        },
      ],
      { callers: 'account', picked: ['externalId'] },
      answers,
      asking,
    ),
  statements: (answers) => guarded(trusting(arnsIn(answers)), answers),
  setting: (answers) => accountSetting(answers, 'own'),
};

/** A company's account, picked by its name; always with an external ID. */
export const vendorTrust: TrustKind = {
  id: 'vendor',
  label: 'SaaS vendor',
  detail: 'The account of Datadog, Snowflake, Vanta or another vendor, with an external ID',
  words: SEARCH_WORDS.vendor,
  questions: (answers, asking) => {
    const account = accountOfVendor(answers);
    // Where only the partition makes it unknown, it is asked for after the partition.
    const isLater = vendorWithoutAccount(answers)?.partition !== undefined;
    const asked = withGuards(
      [
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
        ...(isLater ? [] : account),
        ...guardStep('externalId', answers, asking),
      ],
      { callers: 'account', always: ['externalId'], without: ['organization', 'organizationPaths'] },
      answers,
      asking,
    );
    return isLater ? [...asked, ...account] : asked;
  },
  statements: (answers) =>
    guarded(
      trusting(
        vendorWithoutAccount(answers) ? arnsIn(answers) : [rootOf(answers, listAnswer(answers, 'vendor')[0] ?? '')],
      ),
      answers,
      ['externalId'],
    ),
  setting: (answers) => accountSetting(answers, 'foreign'),
};

function accountOfVendor(answers: Answers): readonly Question[] {
  const asked = vendorWithoutAccount(answers);
  if (!asked) return [];
  const { name = 'the vendor', where = 'in the setup of the integration' } = asked.vendor ?? {};
  const { partition } = asked;
  return [
    {
      id: 'principals',
      kind: 'text',
      title: `Which AWS account does ${name} use${partition === undefined ? '' : ` in partition ${partition}`}?`,
      prompt: `Paste the account ID or ARN that ${name} shows: ${where}.`,
      placeholder: '111122223333',
      problem: (value) => principals(value) ?? (partition && partitionMismatch(value, partition)),
      read: readPrincipals,
      list: true,
    },
  ];
}

/** Every account of an organization. */
export const organizationTrust: TrustKind = {
  id: 'organization',
  label: 'AWS organization',
  detail: 'Principals in every account of the organization',
  words: SEARCH_WORDS.organization,
  questions: (answers, asking) =>
    withGuards(
      guardStep('organization', answers, asking),
      { callers: 'everyone', always: ['organization'] },
      answers,
      asking,
    ),
  statements: (answers) => guarded(trusting(['*']), answers, ['organization']),
  setting: (answers) => accountSetting(answers, 'own'),
};

function partitionMismatch(value: string, partition: string): string | undefined {
  const other = pastedPrincipals(value)
    .flatMap((part) => pastedPartition(part) ?? [])
    .find((told) => told !== partition);
  return other === undefined ? undefined : `This ARN is in partition ${other}, not in ${partition}.`;
}

function trusting(named: readonly string[]): StatementValue {
  return { Effect: 'Allow', Principal: { AWS: named.length === 1 ? (named[0] ?? '') : named }, Action: ASSUME_ROLE };
}

/** @param account that of the role, where an answer told it */
export function accountSetting(answers: Answers, whose: 'own' | 'foreign', account?: string): Setting {
  const externalId = textAnswer(answers, 'externalIdValue');
  const tested = ['guards', 'denied'].flatMap((id) => listAnswer(answers, id));
  return {
    partition: partitionOf(answers),
    account,
    caller: {
      kind: 'account',
      externalId: externalId === '' ? undefined : externalId,
      mfa: tested.includes('mfa') || tested.includes('mfaAge'),
      own: whose === 'own',
      principals: account === undefined ? arnsIn(answers) : [rootOf(answers, account)],
      permissionSet: textAnswer(answers, 'permissionSet') || undefined,
    },
    needs: [],
  };
}

/** Accounts by the ARN that IAM shows them with. */
function arnsIn(answers: Answers): readonly string[] {
  const parts = pastedPrincipals(textAnswer(answers, 'principals'));
  const named = parts.map((p) => (isAccountId(p) ? rootOf(answers, p) : p));
  return [...new Set(named)];
}

function rootOf(answers: Answers, account: string): string {
  return `arn:${partitionOf(answers)}:iam::${account}:root`;
}
