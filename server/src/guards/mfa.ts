import { KEYS } from '../iam/vocabulary.ts';
import { callsWithoutMfa, mfaNeverSent } from '../policy/keyFacts.ts';
import type { Clause, Verb } from '../text/clause.ts';
import { defineGuard, type Callers } from './guard.ts';

const SIGNED_IN: Verb = ['signed in', 'signed in'];
const DID_NOT_SIGN_IN: Verb = ["didn't sign in", "didn't sign in"];

export default defineGuard({
  id: 'mfa',
  key: KEYS.mfaPresent,
  operator: 'Bool',
  for: { account: 4, everyone: 6, any: 6 },
  tags: {},
  value: { form: undefined, offer: undefined },
  tells: undefined,
  say: {
    noun: undefined,
    plural: false,
    sent: undefined,
    phrase: ({ condition: { values, statement }, operator: { family, ifExists } }, g) => {
      if (family !== 'Bool' || values.length !== 1) return undefined;
      const wanted = values[0]?.text?.value;
      const signedIn = (verb: Verb, object: string): Clause => ({ subject: g.it, verb: g.does(verb), object });
      if (wanted === 'true' && mfaNeverSent(statement))
        return signedIn(SIGNED_IN, ifExists ? 'with or without MFA' : "with MFA, which roles can't");
      if (wanted === 'true')
        return signedIn(
          SIGNED_IN,
          ifExists ? `with MFA or ${g.does(['uses', 'use'])} long-term access keys` : 'with MFA',
        );
      if (wanted !== 'false') return undefined;
      return ifExists ? signedIn(DID_NOT_SIGN_IN, 'with MFA') : signedIn(SIGNED_IN, 'without MFA');
    },
  },
  meet: 'Pass --serial-number and --token-code, or call from a session that signed in with MFA. Long-term access keys alone have no MFA.',
  asks: [
    {
      id: 'mfa',
      label: 'MFA',
      detail: 'IAM users only: sessions of roles, IAM Identity Center and SAML have no MFA',
      callers: ['account', 'everyone'],
      suits: maySignInWithMfa,
      question: undefined,
      answer: '',
      value: () => 'true',
      deny: {
        label: 'Everyone without MFA, including role sessions and long-term access keys',
        operator: 'BoolIfExists',
        value: 'false',
        sparesServices: true,
      },
    },
  ],
  demand: { title: 'Require MFA', rank: 2, suits: maySignInWithMfa, value: () => 'true' },
});

/** People of accounts of one's own; a vendor's callers are programs. */
export function maySignInWithMfa({ principals, vendors }: Callers): boolean {
  return !vendors.length && !principals.some(callsWithoutMfa);
}
