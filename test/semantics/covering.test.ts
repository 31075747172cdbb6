// Which principals cover or meet which others, beside what each of them says of callers.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { covers, meets } from '../../server/src/semantics/covering.ts';
import { admits, type PrincipalText } from '../../server/src/semantics/principal.ts';
import type { CallerFacts } from '../../server/src/semantics/request.ts';
import type { Tristate } from '../../server/src/semantics/tristate.ts';

const named = (type: PrincipalText['type'], value: string): PrincipalText => ({ type, value: { value, holes: [] } });
const aws = (value: string): PrincipalText => named('AWS', value);

const EVERYONE = aws('*');
const STAR = named('*', '*');
const ID = aws('111122223333');
const ROOT = aws('arn:aws:iam::111122223333:root');
const OTHER = aws('444455556666');
const ROLE = aws('arn:aws:iam::111122223333:role/team/etl');
const TWIN = aws('arn:aws:iam::111122223333:role/etl');
const SESSION = aws('arn:aws:sts::111122223333:assumed-role/etl/run-1');
const OTHER_SESSION = aws('arn:aws:sts::111122223333:assumed-role/etl/run-2');
const USER = aws('arn:aws:iam::111122223333:user/etl');
const GONE = aws('AROAEXAMPLEEXAMPLE123');
const GONE_USER = aws('AIDAEXAMPLEEXAMPLE123');
const EC2 = named('Service', 'ec2.amazonaws.com');
const LAMBDA = named('Service', 'lambda.amazonaws.com');
const GITHUB = named('Federated', 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com');
const SAML = named('Federated', 'arn:aws:iam::111122223333:saml-provider/Corp');
const OPEN: PrincipalText = {
  type: 'AWS',
  value: { value: '${Who}', holes: [{ from: 0, to: 6, reason: 'placeholder' }] },
};
const NOT: PrincipalText = { ...ROLE, negated: true };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const TABLE: readonly (readonly [
  name: string,
  wide: PrincipalText,
  narrow: PrincipalText,
  covers: Tristate,
  meets: Tristate,
])[] = [
  ['a principal and itself', ROLE, ROLE, 'yes', 'yes'],
  ["an account's ID and its root ARN", ID, ROOT, 'yes', 'yes'],
  ['two spellings of everyone', STAR, EVERYONE, 'yes', 'yes'],
  ['an account and a user of it', ROOT, USER, 'yes', 'yes'],
  ['an account and a role of it', ID, ROLE, 'yes', 'yes'],
  ['an account and a session', ID, SESSION, 'yes', 'yes'],
  ['an account and a role of another', OTHER, ROLE, 'no', 'no'],
  ['a role and its session, whose ARN has no path', ROLE, SESSION, 'yes', 'yes'],
  ['a role and its account', ROLE, ID, 'no', 'yes'],
  ['a session and its role', SESSION, TWIN, 'no', 'yes'],
  ['two sessions of a role', SESSION, OTHER_SESSION, 'no', 'no'],
  ['two roles of one name and different paths', ROLE, TWIN, 'no', 'no'],
  ['a role and a user of its name', TWIN, USER, 'no', 'no'],
  ['everyone and a role', EVERYONE, ROLE, 'yes', 'yes'],
  ['everyone and a service, of which AWS does not tell', EVERYONE, EC2, 'unknown', 'unknown'],
  ['everyone and an identity provider', STAR, GITHUB, 'unknown', 'unknown'],
  ['a service and everyone', EC2, EVERYONE, 'no', 'unknown'],
  ['an account and a service', ID, EC2, 'no', 'no'],
  ['an account and its identity provider', ID, GITHUB, 'no', 'no'],
  ['two services', EC2, LAMBDA, 'no', 'no'],
  ['two identity providers', GITHUB, SAML, 'no', 'no'],
  ['an account and a unique ID', ID, GONE, 'unknown', 'unknown'],
  ['everyone and a unique ID', EVERYONE, GONE, 'yes', 'yes'],
  ["a role and a role's unique ID", ROLE, GONE, 'unknown', 'unknown'],
  ["a session and a role's unique ID", SESSION, GONE, 'unknown', 'unknown'],
  ["a user and a user's unique ID", USER, GONE_USER, 'unknown', 'unknown'],
  ["an account and a user's unique ID", ID, GONE_USER, 'unknown', 'unknown'],
  ["a user and a role's unique ID", USER, GONE, 'no', 'no'],
  ["a role and a user's unique ID", ROLE, GONE_USER, 'no', 'no'],
  ["a user's unique ID and a session", GONE_USER, SESSION, 'no', 'no'],
  ['two unique IDs', GONE, GONE_USER, 'no', 'no'],
  ['a role and a hole', ROLE, OPEN, 'unknown', 'unknown'],
  ['a role and NotPrincipal', ROLE, NOT, 'unknown', 'unknown'],
  ['a role and a misspelt type', ROLE, named(undefined, 'x'), 'unknown', 'unknown'],
];

/** A role's name is its account's only one, whatever its path: where one of them is, the other isn't. */
const ALL = [...new Set(TABLE.flatMap(([, wide, narrow]) => [wide, narrow]))].filter((p) => p !== TWIN && !p.negated);

const of = (account: string): Pick<CallerFacts, 'partition' | 'account'> => ({ partition: 'aws', account });
/** Callers of every kind, each told whole. */
const CALLERS: readonly CallerFacts[] = [
  ...['run-1', 'run-2'].map((session): CallerFacts => ({
    kinds: ['session'],
    ...of('111122223333'),
    path: '/team/',
    name: 'etl',
    session,
    id: 'AROAX',
  })),
  { kinds: ['user'], ...of('111122223333'), path: '/', name: 'etl', id: 'AIDAX' },
  { kinds: ['session'], ...of('111122223333'), path: '/', name: 'x', session: 's', id: 'AROAEXAMPLEEXAMPLE123' },
  { kinds: ['session'], ...of('444455556666'), path: '/', name: 'etl', session: 'run-1', id: 'AROAY' },
  { kinds: ['service'], service: 'ec2.amazonaws.com' },
  { kinds: ['oidc'], provider: GITHUB.value.value, issuer: 'token.actions.githubusercontent.com' },
  { kinds: ['saml'], provider: SAML.value.value },
];

describe('principals that cover or meet each other', () => {
  for (const [name, wide, narrow, covered, met] of TABLE)
    it(`${name}: ${covered}, ${met}`, () => {
      assert.deepEqual([covers(wide, narrow), meets(wide, narrow), meets(narrow, wide)], [covered, met, met]);
    });

  it('as far as it is sure, every caller of one is a caller of what covers it, and of what it does not meet none is', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(...ALL),
        fc.constantFrom(...ALL),
        fc.constantFrom(...CALLERS),
        (wide, narrow, caller) => {
          const [outer, inner] = [admits(wide)(caller), admits(narrow)(caller)];
          const said = [covers(wide, narrow), meets(wide, narrow)].join();
          seen.add(said);
          const told = JSON.stringify([wide, narrow, caller, outer, inner, said]);
          if (covers(wide, narrow) === 'yes' && inner === 'yes') assert.equal(outer, 'yes', told);
          if (covers(wide, narrow) === 'yes') assert.notEqual(meets(wide, narrow), 'no', told);
          if (meets(wide, narrow) === 'no') assert.ok(outer !== 'yes' || inner !== 'yes', told);
        },
      ),
      { numRuns: 5000 },
    );
    assert.deepEqual([...seen].sort(), ['no,no', 'no,unknown', 'no,yes', 'unknown,unknown', 'unknown,yes', 'yes,yes']);
  });
});
