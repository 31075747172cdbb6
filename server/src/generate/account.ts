import { isAccountId } from '../iam/account.ts';
import { ASSUME_ROLE, KEYS, STRING_EQUALS } from '../iam/words.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { cidr, externalId, organizationId, principals, splitList } from './checks.ts';
import type { Step, TextStep, TrustKind } from './steps.ts';

/** A guard that a person can put on an account's trust, with the question it needs. */
interface Guard {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly picked: boolean;
  step?(random: () => string): TextStep;
  condition(answers: Answers): Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const GUARDS: readonly Guard[] = [
  {
    id: 'externalId',
    label: 'ExternalId',
    detail: 'For a provider that works for many customers: they must send this value',
    picked: true,
    step: (random) => ({
      id: 'externalIdValue',
      kind: 'text',
      title: 'Which ExternalId?',
      prompt: 'The one your provider gave you, or this fresh random one for a caller of your own.',
      placeholder: 'ExternalId',
      value: random(),
      problem: externalId,
    }),
    condition: (answers) => ({ [STRING_EQUALS]: { [KEYS.externalId]: textAnswer(answers, 'externalIdValue') } }),
  },
  {
    id: 'organization',
    label: 'Organization',
    detail: 'Only callers of accounts in your AWS organization',
    picked: false,
    step: () => ({
      id: 'organizationId',
      kind: 'text',
      title: 'Which organization?',
      prompt: 'The id of your AWS organization.',
      placeholder: 'o-a1b2c3d4e5',
      problem: organizationId,
    }),
    condition: (answers) => ({ [STRING_EQUALS]: { [KEYS.principalOrgId]: textAnswer(answers, 'organizationId') } }),
  },
  {
    id: 'mfa',
    label: 'MFA',
    detail: 'Only people who signed in with multi-factor authentication',
    picked: false,
    condition: () => ({ Bool: { [KEYS.mfaPresent]: 'true' } }),
  },
  {
    id: 'sourceIp',
    label: 'Source address',
    detail: 'Only callers from an address range',
    picked: false,
    step: () => ({
      id: 'sourceIpValue',
      kind: 'text',
      title: 'Which addresses?',
      prompt: 'A public address range; private addresses never reach AWS.',
      placeholder: '203.0.113.0/24',
      problem: cidr,
    }),
    condition: (answers) => ({ IpAddress: { [KEYS.sourceIp]: textAnswer(answers, 'sourceIpValue') } }),
  },
];

export const accountTrust: TrustKind = {
  id: 'account',
  label: 'An AWS account, role or user',
  detail: 'Another account of yours, a colleague’s role, a provider’s account',
  steps: (answers, random): readonly Step[] => [
    {
      id: 'principals',
      kind: 'text',
      title: 'Which account, role or user?',
      prompt: 'An account id or ARN; several with commas between them.',
      placeholder: '111122223333 or arn:aws:iam::111122223333:role/deploy',
      problem: principals,
    },
    {
      id: 'guards',
      kind: 'pick',
      many: true,
      mayBeNone: true,
      title: 'On which conditions?',
      placeholder: 'Space to choose; none is possible too',
      items: GUARDS.map(({ id, label, detail, picked }) => ({ id, label, detail, picked })),
    },
    ...chosen(answers).flatMap((guard) => guard.step?.(random) ?? []),
  ],
  statement: (answers) => {
    const named = splitList(textAnswer(answers, 'principals')).map((p) =>
      isAccountId(p) ? `arn:aws:iam::${p}:root` : p,
    );
    const condition: Record<string, Record<string, string>> = {};
    for (const guard of chosen(answers)) {
      for (const [operator, keys] of Object.entries(guard.condition(answers)))
        condition[operator] = { ...condition[operator], ...keys };
    }
    return {
      Effect: 'Allow',
      Principal: { AWS: named.length === 1 ? (named[0] ?? '') : named },
      Action: ASSUME_ROLE,
      ...(Object.keys(condition).length ? { Condition: condition } : {}),
    };
  },
};

function chosen(answers: Answers): readonly Guard[] {
  const ids = listAnswer(answers, 'guards');
  return GUARDS.filter((guard) => ids.includes(guard.id));
}
