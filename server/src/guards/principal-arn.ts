import { KEYS } from '../iam/vocabulary.ts';
import type { Offering, ValueOffer } from './guard.ts';
import { defineGuard } from './guard.ts';
import { ACCOUNT_OF_ARN } from './telling.ts';

export default defineGuard({
  id: 'principalArn',
  key: KEYS.principalArn,
  operator: 'ArnLike',
  for: { account: 3, everyone: 2, any: 5 },
  tags: {},
  value: { form: undefined, offer: offers },
  tells: ACCOUNT_OF_ARN,
  say: { noun: (g) => `${g.its} ARN`, plural: false, sent: undefined, phrase: undefined },
  meet: "For a role session this is the role's ARN, not the session's.",
  asks: [],
  demand: undefined,
});

/** Roles and users: those of the account that the statement trusts, patterns to fill in, those that stand elsewhere. */
function offers({ seen, ownAccounts, statement }: Offering): readonly ValueOffer[] {
  const account =
    statement?.shape.principals.flatMap((k) =>
      k.kind === 'account' && k.account !== undefined ? [k.account] : [],
    )[0] ??
    Object.keys(ownAccounts)[0] ??
    'ACCOUNT_ID';
  const known = seen.principals.map((value) => ({ value, detail: 'Used in these policies' }));
  const near = ({ value }: { readonly value: string }): boolean => {
    const id = value.split(':')[4] ?? '';
    return id === account || Object.hasOwn(ownAccounts, id);
  };
  return [
    ...known.filter(near),
    {
      value: { parts: ['arn:aws:iam::', { stop: 1, text: account }, ':role/', { stop: 2, text: 'ROLE_NAME' }] },
      detail: 'IAM role',
    },
    {
      value: { parts: ['arn:aws:iam::', { stop: 1, text: account }, ':user/', { stop: 2, text: 'USER_NAME' }] },
      detail: 'IAM user',
    },
    ...known.filter((offer) => !near(offer)),
  ];
}
