import { ruleTest } from '../support/ruleTest.ts';

const s = (key: string, operator = 'StringEquals', effect = 'Allow'): string =>
  `"Effect": "${effect}", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"${operator}": {${key}: "x1"}}`;

ruleTest('key-unknown', {
  clean: [
    '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"sts:ExternalId": {"StringEquals": "x"}}',
    s('"aws:MoonPhase"').replace(': "x1"', ''),
    s('"oidc.eks.${regex("[a-z]+", x)}:sub"'),
    s('"sts:ExternalId"'),
    s('"sts:Externalid"'),
    s('"AWS:sourceip"'),
    s('"aws:PrincipalTag/team"'),
    s('"saml:aud"'),
    s('"SAML:eduPersonAffiliation"'),
    s('"token.actions.githubusercontent.com:repository_id"'),
    s('"oidc.circleci.com/org/0e1f2a3b-1111-4222-8333-444455556666:oidc.circleci.com/project-id"'),
    s('"idp.example.com:sub"'),
    s('"iam:AWSServiceName"'),
    s('"organizations:ServicePrincipal"'),
    s('"<OIDC_PROVIDER>:sub"'),
    s('"https://idp.example.com:sub"'),
    s('"idp.example.com:8443/realms/acme:aud"'),
    s('"aws:PrincipalTag/<TAG>"'),
  ],
  flagged: [
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {«"sts:ExternlId"»: "a", "sts:ExternalId": "b"}}',
      says: ['near'],
      fixed: null,
    },

    // The issuer is still to be filled in, the claim is not.
    { policy: s('«"<OIDC_PROVIDER>:subject"»'), says: ['claim'], fixed: null },
    {
      policy: s('«"sts:ExternId"»'),
      says: ['near'],
      level: 'error',
      mentions: 'no one can assume',
      fixed: s('"sts:ExternalId"'),
    },
    { policy: s('«"aws:PrincipalOrgIds"»', 'StringNotEquals'), says: ['near'], mentions: 'always matches' },
    { policy: s('«"aws:MoonPhase"»'), says: ['unknown'], level: 'warning', fixed: null },
    { policy: s('«"aws:MoonPhase"»', 'StringEquals', 'Deny'), says: ['unknown'], mentions: 'never applies' },
    {
      policy: s('«"ExternalId"»'),
      says: ['near'],
      level: 'error',
      fixed: s('"sts:ExternalId"'),
    },
    {
      policy: s('«"aws:MoonPhase"»', 'Null').replace('"x1"', '"true"'),
      says: ['unknown'],
      mentions: 'always matches',
    },
    {
      policy: s('«"aws:MoonPhase"»', 'Null').replace('"x1"', '"false"'),
      says: ['unknown'],
      mentions: 'no one can assume',
    },
    { policy: s('«"ExternalIdentifier"»'), says: ['noPrefix'], level: 'error' },
    { policy: s('«"aws:PrincipalTag"»'), says: ['noTagKey'], level: 'error' },
    { policy: s('«"aws:RequestTag/"»'), says: ['noTagKey'] },
    { policy: s('«"acme:Thing"»'), says: ['service'], level: 'warning' },
    { policy: s('«"token.actions.githubusercontent.com:repository_owner"»'), says: ['claim'], level: 'warning' },
    { policy: s('«"gitlab.com:iss"»'), says: ['claim'] },
    {
      policy: s('«"token.actions.githubusercontent.com:subs"»'),
      says: ['claimNear'],
      level: 'error',
      fixed: s('"token.actions.githubusercontent.com:sub"'),
    },
    // Claims that AWS doesn't carry are no slips of those that it does.
    ...[
      'gitlab.com:project_path',
      'gitlab.shop.example:project_id',
      'api.bitbucket.org/2.0/workspaces/shop/pipelines-config/identity/oidc:repositoryUuid',
      'login.microsoftonline.com/1c2d3e4f-1111-4222-8333-00000000abcd/v2.0:oid',
      'shop.okta.com:acr',
      'app.terraform.io:terraform_workspace_name',
    ].map((key) => ({ policy: s(`«"${key}"»`), says: ['claim'], level: 'warning' as const, fixed: null })),
    // A word where an issuer belongs, written once and copied.
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {«"issuer_host:aud"»: "a", "issuer_host:sub": "b"}}',
      says: ['issuer'],
      level: 'warning',
      mentions: 'placeholder',
      fixed: null,
    },
    // A port is part of no claim.
    { policy: s('«"idp.shop.example:8443:scope"»'), says: ['claim'], mentions: '"scope"' },
  ],
});
