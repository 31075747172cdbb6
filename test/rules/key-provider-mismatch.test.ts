import assert from 'node:assert/strict';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { wholePolicy } from '../support/marked.ts';
import { ruleTest } from '../support/ruleTest.ts';

const s = (issuer: string, key: string): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${issuer}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {${key}: "x"}}`;
const two = (issuer: string, first: string, second: string, operator = 'StringEquals'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${issuer}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"${operator}": {${first}: "x", ${second}: "y"}}`;
const arn = (issuer: string): string => `"arn:aws:iam::111122223333:oidc-provider/${issuer}"`;

ruleTest('key-provider-mismatch', {
  clean: [
    s(arn('gitlab.com'), '"gitlab.com:sub"'),
    s(arn('gitlab.com'), '"GitLab.com:SUB"'),
    s(arn('acme.eu.auth0.com/'), '"acme.eu.auth0.com/:sub"'),
    s(
      arn('sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/'),
      '"sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d:aud"',
    ),
    s(arn('idp.example.com:8443/realms/acme'), '"idp.example.com:8443/realms/acme:sub"'),
    two(arn('<ISSUER>'), '"gitlab.com:sub"', '"gitlab.com:aud"'),
    // What a request may lack contradicts nothing: the hole may stand for a list of both.
    two(arn('<ISSUER>'), '"gitlab.com:sub"', '"app.terraform.io:sub"', 'StringEqualsIfExists'),
    two(arn('<ISSUER>'), '"gitlab.com:sub"', '"<ISSUER>:aud"'),
    s(arn('oidc.eks.<REGION>.amazonaws.com/id/<ID>'), '"oidc.eks.eu-west-1.amazonaws.com/id/AAAA:sub"'),
    s('["<PROVIDER>", "<OTHER>"]', '"gitlab.com:sub"'),
    s(arn('<ISSUER>'), '"gitlab.com:sub"'),
    s(arn('gitlab.com'), '"<ISSUER>:sub"'),
    s('"${PROVIDER}"', '"gitlab.com:sub"'),
    s(arn('gitlab.com'), '"aws:SourceIp"'),
    s(
      `[${arn('gitlab.com')}, ${arn('token.actions.githubusercontent.com')}]`,
      '"token.actions.githubusercontent.com:sub"',
    ),
    '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"gitlab.com:sub": "x"}}',
  ],
  flagged: [
    {
      policy: s(arn('oidc.eks.eu-west-1.amazonaws.com/id/AAAA'), '«"oidc.eks.eu-west-1.amazonaws.com/id/BBBB:sub"»'),
      says: ['other'],
      fixed: s(arn('oidc.eks.eu-west-1.amazonaws.com/id/AAAA'), '"oidc.eks.eu-west-1.amazonaws.com/id/AAAA:sub"'),
    },
    {
      policy: s(arn('gitlab.com'), '«"https://gitlab.com:sub"»'),
      says: ['scheme'],
      fixed: s(arn('gitlab.com'), '"gitlab.com:sub"'),
    },
    {
      policy: s(`[${arn('gitlab.com')}, ${arn('app.terraform.io')}]`, '«"token.actions.githubusercontent.com:sub"»'),
      says: ['other'],
      fixed: null,
    },
    // The provider's path or slash is part of its name; both keys lack it, which is one slip.
    {
      policy: two(arn('flows.shop.example/api/oidc/'), '«"flows.shop.example:sub"»', '"flows.shop.example:aud"'),
      says: ['other'],
      level: 'error',
      fixed: two(
        arn('flows.shop.example/api/oidc/'),
        '"flows.shop.example/api/oidc/:sub"',
        '"flows.shop.example/api/oidc/:aud"',
      ),
    },
    {
      policy: two(arn('shop.eu.auth0.com/'), '«"shop.eu.auth0.com:sub"»', '"shop.eu.auth0.com:aud"'),
      says: ['slash'],
      mentions: 'ends with a slash',
      fixed: two(arn('shop.eu.auth0.com/'), '"shop.eu.auth0.com/:sub"', '"shop.eu.auth0.com/:aud"'),
    },
    {
      policy: s(arn('idp.shop.example'), '«"idp.shop.example/:sub"»'),
      says: ['slash'],
      mentions: "doesn't end with a slash",
      fixed: s(arn('idp.shop.example'), '"idp.shop.example:sub"'),
    },
    {
      policy: s(arn('shop.eu.auth0.com'), '«"shop.eu.auth0.com/:sub"»'),
      says: ['provider'],
      fixed: s(arn('shop.eu.auth0.com/'), '"shop.eu.auth0.com/:sub"'),
    },
    // Whatever the placeholder becomes, it is one provider.
    {
      policy: two(arn('<ISSUER>'), '"gitlab.com:sub"', '«"app.terraform.io:sub"»'),
      says: ['two'],
      fixed: null,
    },
    { policy: two('"${PROVIDER}"', '"gitlab.com:aud"', '«"idp.shop.example:sub"»'), says: ['two'] },
    {
      policy: s(arn('oidc.eks.<REGION>.amazonaws.com/id/<ID>'), '«"gitlab.com:sub"»'),
      says: ['other'],
      fixed: null,
    },
    // What never stands in a key.
    {
      policy: s(arn('gitlab.com'), '«"arn:aws:iam::111122223333:oidc-provider/gitlab.com:sub"»'),
      says: ['arn'],
      fixed: s(arn('gitlab.com'), '"gitlab.com:sub"'),
    },
    { policy: s(arn('<ISSUER>'), '«"https://gitlab.com:sub"»'), says: ['scheme'], mentions: 'gitlab.com:sub' },
    {
      policy: s(arn('idp.shop.example/realms/a'), '«"idp.shop.example:8443/realms/a:sub"»'),
      says: ['port'],
      fixed: s(arn('idp.shop.example/realms/a'), '"idp.shop.example/realms/a:sub"'),
    },
  ],
});

describe('keys of a provider that is wrong itself', () => {
  const rulesOf = (policy: string): readonly string[] =>
    finish(check(new PolicyDocument(wholePolicy(policy), true), testContext()))
      .findings.filter((f) => f.level === 'error')
      .map((f) => f.ruleId);

  for (const policy of [
    two(arn('idp.shop.example:8443'), '"idp.shop.example:8443:sub"', '"idp.shop.example:8443:aud"'),
    two(arn('idp.shop.example:8443'), '"idp.shop.example:sub"', '"idp.shop.example:aud"'),
    two(
      arn('arn:aws:iam::111122223333:oidc-provider/idp.shop.example'),
      '"arn:aws:iam::111122223333:oidc-provider/idp.shop.example:sub"',
      '"idp.shop.example:aud"',
    ),
    two(arn('https://idp.shop.example'), '"https://idp.shop.example:sub"', '"https://idp.shop.example:aud"'),
  ])
    it(`have no finding of their own: ${policy}`, () => {
      assert.deepEqual(rulesOf(policy), ['federated-provider-invalid']);
    });

  it('count as guards where they have one slip, told once', () => {
    const policy = two(arn('flows.shop.example/oidc'), '"flows.shop.example:sub"', '"flows.shop.example:aud"');
    const { findings } = finish(check(new PolicyDocument(wholePolicy(policy), true), testContext()));
    assert.deepEqual(
      findings.map((f) => f.ruleId),
      ['key-provider-mismatch'],
    );
  });
});
