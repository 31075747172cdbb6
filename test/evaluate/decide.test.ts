// Whether a call is allowed, and why: a row for each fact, with the page of AWS that has it.
import assert from 'node:assert/strict';
import type { DecideOptions } from '../../server/src/evaluate/decide.ts';
import { allow, AWAY, call, decided, deny, HOME, policyOf, ROLE, SESSION, USER } from '../support/deciding.ts';

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';

/** `allow Trust`, `deny condition:KEY`, `deny deny Block`; what the caller needs on its side stands behind it. */
function told(policy: object, request: object, options?: DecideOptions): string {
  const { decision, by, because, callerSide } = decided(policy, request, options);
  return [decision, because, by, callerSide].filter((part) => part !== null).join(' ');
}

type Row = readonly [what: string, policy: object, request: object, expected: string];

function rows(title: string, page: string, all: readonly Row[]): void {
  describe(`${title} (${GUIDE}${page}.html)`, () => {
    for (const [what, policy, request, expected] of all)
      it(what, () => {
        assert.equal(told(policy, request), expected);
      });
  });
}

const trusting = (principal: unknown, more: object = {}): object => policyOf(allow({ Principal: principal, ...more }));
const when = (condition: object, more: object = {}): object => policyOf(allow({ Condition: condition, ...more }));
const SESSION_AWAY = { role: `arn:aws:iam::${AWAY}:role/Scanner`, session: 's1' };
const service = (name: string, more: object = {}): object => call({ caller: { service: name, ...more } });

const GITHUB = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::${HOME}:oidc-provider/${GITHUB}`;
const token = (claims: object, more: object = {}): object =>
  call({ caller: { oidc: { provider: PROVIDER, issuer: GITHUB, claims } }, ...more });
const web = (condition: object = {}, more: object = {}): object =>
  policyOf(
    allow({
      Principal: { Federated: PROVIDER },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: condition,
      ...more,
    }),
  );
const SAML = `arn:aws:iam::${HOME}:saml-provider/Corp`;
const assertion = (keys: object): object => call({ caller: { saml: { provider: SAML, keys } } });
const saml = (condition: object): object =>
  policyOf(allow({ Principal: { Federated: SAML }, Action: 'sts:AssumeRoleWithSAML', Condition: condition }));

rows('a principal', 'reference_policies_elements_principal', [
  ['is a whole account by its ID', trusting({ AWS: HOME }), call(), 'allow Trust needed'],
  [
    'is a whole account by :root',
    trusting({ AWS: `arn:aws:iam::${HOME}:root` }),
    call({ caller: SESSION }),
    'allow Trust needed',
  ],
  ['is no account of another partition', trusting({ AWS: `arn:aws-cn:iam::${HOME}:root` }), call(), 'deny principal'],
  ['is no account of eleven digits', trusting({ AWS: HOME.slice(1) }), call(), 'deny principal'],
  ['is a user with its path', trusting({ AWS: `arn:aws:iam::${HOME}:user/ops/ada` }), call(), 'deny principal'],
  ['is a user', trusting({ AWS: USER.user }), call(), 'allow Trust not-needed'],
  ['compares names with case', trusting({ AWS: `arn:aws:iam::${HOME}:user/Ada` }), call(), 'deny principal'],
  [
    'is a role, whatever the session',
    trusting({ AWS: SESSION.role }),
    call({ caller: SESSION }),
    'allow Trust not-needed',
  ],
  [
    'is a role with its path',
    trusting({ AWS: `arn:aws:iam::${HOME}:role/App` }),
    call({ caller: SESSION }),
    'deny principal',
  ],
  ["is no user of a role's name", trusting({ AWS: `arn:aws:iam::${HOME}:role/ada` }), call(), 'deny principal'],
  [
    "is a session, without the role's path",
    trusting({ AWS: `arn:aws:sts::${HOME}:assumed-role/App/s1` }),
    call({ caller: SESSION }),
    'allow Trust not-needed',
  ],
  [
    'is one session only',
    trusting({ AWS: `arn:aws:sts::${HOME}:assumed-role/App/s2` }),
    call({ caller: SESSION }),
    'deny principal',
  ],
  [
    "may be a session that the request doesn't name",
    trusting({ AWS: `arn:aws:sts::${HOME}:assumed-role/App/s1` }),
    call({ caller: { role: SESSION.role } }),
    'unknown principal',
  ],
  [
    "may be the role of a session whose path isn't told",
    trusting({ AWS: SESSION.role }),
    call({ caller: { role: `arn:aws:sts::${HOME}:assumed-role/App/s1` } }),
    'unknown principal',
  ],
  [
    'takes no wildcards',
    trusting({ AWS: `arn:aws:iam::${HOME}:role/team/*` }),
    call({ caller: SESSION }),
    'deny principal',
  ],
  [
    'is nobody under an ID that is gone',
    trusting({ AWS: 'AROAOLDIDEXAMPLE00001' }),
    call({ caller: { ...SESSION, id: 'AROANEWIDEXAMPLE00002' } }),
    'deny principal',
  ],
  [
    'is whoever has the ID',
    trusting({ AWS: 'AIDAEXAMPLEID00000001' }),
    call({ caller: { ...USER, id: 'AIDAEXAMPLEID00000001' } }),
    'allow Trust not-needed',
  ],
  ["may be whoever has an ID that isn't told", trusting({ AWS: 'AIDAEXAMPLEID00000001' }), call(), 'unknown principal'],
  ['is everyone who signs', trusting({ AWS: '*' }), call({ caller: SESSION_AWAY }), 'allow Trust needed'],
  ['is everyone as a bare star', trusting('*'), call(), 'allow Trust not-needed'],
  ['may be a service where it is everyone', trusting('*'), service('ec2.amazonaws.com'), 'unknown principal'],
  [
    'may be a token where it is everyone',
    trusting({ AWS: '*' }, { Action: 'sts:AssumeRoleWithWebIdentity' }),
    token({}),
    'unknown principal',
  ],
  [
    'is a service by the very name',
    trusting({ Service: 'ec2.amazonaws.com' }),
    service('ec2.amazonaws.com'),
    'allow Trust not-needed',
  ],
  [
    "is no other form of a service's name",
    trusting({ Service: 'states.eu-west-1.amazonaws.com' }),
    service('states.amazonaws.com'),
    'deny principal',
  ],
  ['is no service under AWS', trusting({ AWS: HOME }), service('ec2.amazonaws.com'), 'deny principal'],
  ['is a provider by its ARN', web(), token({}), 'allow Trust not-needed'],
  [
    "is a provider of the role's account by its host",
    web(),
    call({ caller: { oidc: { issuer: `https://${GITHUB}` } } }),
    'allow Trust not-needed',
  ],
  [
    'is no provider of another account',
    web(),
    call({ role: ROLE.replace(HOME, AWAY), caller: { oidc: { provider: GITHUB } } }),
    'deny principal',
  ],
  [
    'is a built-in provider by its host',
    policyOf(allow({ Principal: { Federated: 'accounts.google.com' }, Action: 'sts:AssumeRoleWithWebIdentity' })),
    call({ caller: { oidc: { provider: 'accounts.google.com' } } }),
    'allow Trust not-needed',
  ],
  ['is a SAML provider by its ARN', saml({}), assertion({}), 'allow Trust not-needed'],
  ['is somebody of an account', trusting({ AWS: AWAY }), call({ caller: { account: AWAY } }), 'allow Trust needed'],
  [
    "is nobody of an account that it doesn't name",
    trusting({ AWS: [SESSION.role, USER.user] }),
    call({ caller: { account: HOME } }),
    'deny principal',
  ],
  [
    'has a hole that a deploy fills in',
    trusting({ AWS: 'arn:aws:iam::<ACCOUNT_ID>:root' }),
    call(),
    'unknown principal',
  ],
  [
    'counts if one of several does',
    trusting({ AWS: [AWAY, HOME], Service: 'ec2.amazonaws.com' }),
    call(),
    'allow Trust needed',
  ],
]);

rows('NotPrincipal', 'reference_policies_elements_notprincipal', [
  [
    'is known to nobody in a trust policy',
    policyOf(allow({ Principal: undefined, NotPrincipal: { AWS: AWAY } })),
    call(),
    'unknown principal',
  ],
]);

rows('callers', 'id_roles_use_permissions-to-switch', [
  ["can't be a root user", trusting({ AWS: '*' }), call({ caller: { root: HOME } }), 'deny caller-side refused'],
  [
    "can't be a federated user",
    trusting({ AWS: '*' }),
    call({ caller: { federatedUser: `arn:aws:sts::${HOME}:federated-user/x` } }),
    'deny caller-side refused',
  ],
]);

rows('an action', 'reference_policies_elements_action', [
  ['is compared without case', trusting({ AWS: HOME }, { Action: 'STS:assumerole' }), call(), 'allow Trust needed'],
  ['may have wildcards', trusting({ AWS: HOME }, { Action: 'sts:Assume?ole' }), call(), 'allow Trust needed'],
  ['is whole', trusting({ AWS: HOME }, { Action: 'sts:Assume' }), call(), 'deny action needed'],
  ["must be the caller's", trusting({ AWS: HOME }, { Action: 'sts:AssumeRoleWithSAML' }), call(), 'deny action needed'],
  ['of a token is another one', web({}, { Action: 'sts:AssumeRole' }), token({}), 'deny action not-needed'],
  [
    'under NotAction is any other',
    trusting({ AWS: HOME }, { Action: undefined, NotAction: 'sts:TagSession' }),
    call(),
    'allow Trust needed',
  ],
  [
    'under NotAction is none of those listed',
    trusting({ AWS: HOME }, { Action: undefined, NotAction: 'sts:Assume*' }),
    call(),
    'deny action needed',
  ],
  ['may be left to a deploy', trusting({ AWS: HOME }, { Action: '<ACTION>' }), call(), 'unknown action needed'],
]);

const TAGGED = call({ with: { tags: { team: 'red' } } });
const NAMED = call({ with: { sourceIdentity: 'ada' } });
const acting = (...actions: readonly string[]): object => allow({ Action: actions });
const chained = { ...SESSION, sourceIdentity: 'ada' };

rows('a companion', 'id_session-tags', [
  ['is needed for tags', policyOf(acting('sts:AssumeRole')), TAGGED, 'deny companion needed'],
  ['is allowed beside the call', policyOf(acting('sts:AssumeRole', 'sts:TagSession')), TAGGED, 'allow Trust needed'],
  [
    'is allowed by a statement of its own',
    policyOf(acting('sts:AssumeRole'), { ...acting('sts:TagSession'), Sid: 'Tag' }),
    TAGGED,
    'allow Trust needed',
  ],
  [
    "isn't needed for tags that are left out",
    policyOf(allow({ Condition: { Null: { 'aws:TagKeys': 'true' } } })),
    call({ with: { tags: { team: null, env: undefined } }, caller: { ...USER, tags: { x: undefined } } }),
    'allow Trust needed',
  ],
  [
    'is needed for transitive tags',
    policyOf(acting('sts:AssumeRole')),
    call({ with: { transitiveTags: ['a'] } }),
    'deny companion needed',
  ],
  [
    'is needed for a source identity',
    policyOf(acting('sts:AssumeRole', 'sts:TagSession')),
    NAMED,
    'deny companion needed',
  ],
  [
    'is needed once a session has a source identity',
    policyOf(acting('sts:AssumeRole')),
    call({ caller: chained }),
    'deny companion needed',
  ],
  [
    'lets a session pass its source identity on',
    policyOf(acting('sts:AssumeRole', 'sts:SetSourceIdentity')),
    call({ caller: chained }),
    'allow Trust needed',
  ],
  [
    'is needed for a context',
    policyOf(acting('sts:AssumeRole')),
    call({ with: { contexts: [{ provider: 'arn:aws:iam::aws:contextProvider/IdentityCenter' }] } }),
    'deny companion needed',
  ],
  [
    'is allowed for a context of a provider',
    policyOf(
      allow({
        Action: ['sts:AssumeRole', 'sts:SetContext'],
        Condition: {
          'ForAllValues:ArnEquals': {
            'sts:RequestContextProviders': 'arn:aws:iam::aws:contextProvider/IdentityCenter',
          },
          Null: { 'sts:RequestContextProviders': 'false' },
        },
      }),
    ),
    call({ with: { contexts: ['arn:aws:iam::aws:contextProvider/IdentityCenter'] } }),
    'allow Trust needed',
  ],
  [
    'has conditions of its own',
    policyOf(
      acting('sts:AssumeRole'),
      allow({ Action: 'sts:TagSession', Condition: { StringEquals: { 'aws:RequestTag/team': 'blue' } } }),
    ),
    TAGGED,
    'deny companion needed',
  ],
  [
    "that the call doesn't use may be denied",
    policyOf(acting('sts:AssumeRole'), deny({ Action: 'sts:TagSession' })),
    call(),
    'allow Trust needed',
  ],
  [
    'that the call uses denies all of it',
    policyOf(acting('sts:*'), deny({ Action: 'sts:TagSession' })),
    TAGGED,
    'deny deny Block needed',
  ],
  [
    "may be needed for tags that aren't known",
    policyOf(acting('sts:AssumeRole')),
    call({ unknown: ['aws:RequestTag/team'] }),
    'unknown companion needed',
  ],
  [
    "may be denied for a source identity that isn't known",
    policyOf(acting('sts:*'), deny({ Action: 'sts:SetSourceIdentity' })),
    call({ caller: SESSION, unknown: ['aws:SourceIdentity'] }),
    'unknown companion needed',
  ],
  [
    "isn't needed for a source identity that a user can't have yet",
    policyOf(acting('sts:AssumeRole')),
    call({ unknown: ['aws:SourceIdentity'] }),
    'allow Trust needed',
  ],
  [
    "is allowed for a context that isn't known",
    policyOf(acting('sts:AssumeRole', 'sts:SetContext')),
    call({ unknown: ['sts:RequestContextProviders'] }),
    'allow Trust needed',
  ],
  ['is no other action', policyOf(acting('sts:TagSession')), TAGGED, 'deny action needed'],
]);

const guarded = allow({ Condition: { StringEquals: { 'sts:ExternalId': 'a' } } });

rows('statements', 'reference_policies_evaluation-logic', [
  ['deny whatever others allow', policyOf(allow(), deny()), call(), 'deny deny Block needed'],
  ['deny whatever comes first', policyOf(deny(), allow()), call(), 'deny deny Block needed'],
  [
    'deny a grant to a user as well',
    policyOf(allow({ Principal: { AWS: USER.user } }), deny({ Principal: { AWS: HOME } })),
    call(),
    'deny deny Block not-needed',
  ],
  ['deny only those they name', policyOf(allow(), deny({ Principal: { AWS: AWAY } })), call(), 'allow Trust needed'],
  [
    'deny only if their conditions match',
    policyOf(allow(), deny({ Condition: { StringEquals: { 'sts:ExternalId': 'b' } } })),
    call({ with: { externalId: 'a' } }),
    'allow Trust needed',
  ],
  [
    "may deny where something isn't known",
    policyOf(allow(), deny({ Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } })),
    call(),
    'unknown condition:aws:SourceIp needed',
  ],
  ['are named by their index without a Sid', policyOf({ ...allow(), Sid: undefined }), call(), 'allow 0 needed'],
  ['allow if one of them does', policyOf(guarded, { ...allow(), Sid: 'Two' }), call(), 'allow Two needed'],
  [
    'need all conditions',
    when({ StringEquals: { 'sts:ExternalId': 'a', 'sts:RoleSessionName': 'b' } }),
    call({ with: { externalId: 'a', sessionName: 'c' } }),
    'deny condition:sts:RoleSessionName needed',
  ],
  [
    "fail by a sure condition, whatever isn't known of others",
    when({ StringEquals: { 'aws:PrincipalOrgID': 'o-a', 'sts:ExternalId': 'a' } }),
    call(),
    'deny condition:sts:ExternalId needed',
  ],
  ['have no effect but Allow and Deny', policyOf(allow({ Effect: 'allow' })), call(), 'deny principal'],
  ['have an effect that a deploy may fill in', policyOf(allow({ Effect: '<EFFECT>' })), call(), 'unknown'],
  ['allow nobody where there is none', policyOf(deny({ Principal: { AWS: AWAY } })), call(), 'deny principal'],
  [
    'name the nearest condition',
    policyOf(allow({ Condition: { StringEquals: { 'sts:ExternalId': 'a', 'aws:PrincipalTag/x': 'b' } } }), guarded),
    call({ caller: { ...USER, tags: { y: 'b' } } }),
    'deny condition:sts:ExternalId needed',
  ],
  [
    'ask an unknown operator nothing',
    when({ StringEqual: { 'sts:ExternalId': 'a' } }),
    call({ with: { externalId: 'a' } }),
    'unknown condition:sts:ExternalId needed',
  ],
]);

rows('the other half', 'reference_policies_evaluation-logic', [
  ['is needed by an account of its own', trusting({ AWS: AWAY }), call({ caller: SESSION_AWAY }), 'allow Trust needed'],
  [
    'is needed by a role of another account',
    trusting({ AWS: SESSION_AWAY.role }),
    call({ caller: SESSION_AWAY }),
    'allow Trust needed',
  ],
  [
    'is not needed where something names the caller',
    trusting({ AWS: [HOME, USER.user] }),
    call(),
    'allow Trust not-needed',
  ],
  [
    'is needed where only a companion is left to the account',
    policyOf(allow({ Principal: { AWS: USER.user } }), acting('sts:TagSession')),
    TAGGED,
    'allow Trust needed',
  ],
]);

rows("a user's call", 'reference_policies_condition-keys', [
  ['has its ARN', when({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/ada' } }), call(), 'allow Trust needed'],
  [
    'has its name without the path',
    when({ StringEquals: { 'aws:username': 'ada' } }),
    call({ caller: { user: `arn:aws:iam::${HOME}:user/ops/ada` } }),
    'allow Trust needed',
  ],
  [
    "has an ID that isn't told",
    when({ StringEquals: { 'aws:userid': 'AIDAEXAMPLEID00000001' } }),
    call(),
    'unknown condition:aws:userid needed',
  ],
  [
    'has an ID',
    when({ StringEquals: { 'AWS:UserID': 'AIDAEXAMPLEID00000001' } }),
    call({ caller: { ...USER, id: 'AIDAEXAMPLEID00000001' } }),
    'allow Trust needed',
  ],
  ["is no service's", when({ Bool: { 'aws:PrincipalIsAWSService': 'false' } }), call(), 'allow Trust needed'],
  ['has a type', when({ StringEquals: { 'aws:PrincipalType': 'User' } }), call(), 'allow Trust needed'],
  [
    "has an organization that isn't told",
    when({ StringEquals: { 'aws:PrincipalOrgID': 'o-a' } }),
    call(),
    'unknown condition:aws:PrincipalOrgID needed',
  ],
  [
    'has no organization',
    when({ StringEquals: { 'aws:PrincipalOrgID': 'o-a' } }),
    call({ caller: { ...USER, org: null } }),
    'deny condition:aws:PrincipalOrgID needed',
  ],
  [
    'has an organization by its paths',
    when({
      StringEquals: { 'aws:PrincipalOrgID': 'o-a' },
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a/r-b/*' },
    }),
    call({ caller: { ...USER, orgPaths: ['o-a/r-b/ou-c/'] } }),
    'allow Trust needed',
  ],
  [
    'has tags whose keys are compared without case',
    when({ StringEquals: { 'aws:PrincipalTag/Team': 'red' } }),
    call({ caller: { ...USER, tags: { team: 'red' } } }),
    'allow Trust needed',
  ],
  [
    'has no source',
    when({ StringEquals: { 'aws:SourceAccount': HOME } }),
    call({ context: { 'aws:SourceAccount': HOME } }),
    'deny condition:aws:SourceAccount needed',
  ],
  [
    'with long-term keys has no token',
    when({ DateGreaterThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } }),
    call(),
    'deny condition:aws:TokenIssueTime needed',
  ],
  [
    'with temporary keys has a token',
    when({ DateGreaterThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } }),
    call({ caller: { ...USER, tokenIssued: '2026-02-01T00:00:00Z' } }),
    'allow Trust needed',
  ],
  [
    'has no MFA key with long-term keys',
    when({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
    call(),
    'deny condition:aws:MultiFactorAuthPresent needed',
  ],
  [
    'says that there was no MFA with temporary ones',
    when({ Bool: { 'aws:MultiFactorAuthPresent': 'false' }, Null: { 'aws:TokenIssueTime': 'false' } }),
    call({ with: { mfa: false } }),
    'allow Trust needed',
  ],
  [
    'says so with a token as well',
    when({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
    call({ caller: { ...USER, tokenIssued: '2026-02-01T00:00:00Z' } }),
    'allow Trust needed',
  ],
  [
    'has both a token and MFA',
    when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' }, Null: { 'aws:TokenIssueTime': 'false' } }),
    call({ caller: { ...USER, tokenIssued: '2026-02-01T00:00:00Z' }, with: { mfa: true } }),
    'allow Trust needed',
  ],
  [
    'has the age of its MFA',
    when({ NumericLessThan: { 'aws:MultiFactorAuthAge': '300' } }),
    call({ with: { mfa: { age: 120 } } }),
    'allow Trust needed',
  ],
  [
    "has an age of MFA that isn't told",
    when({ NumericLessThan: { 'aws:MultiFactorAuthAge': '300' } }),
    call({ with: { mfa: true } }),
    'unknown condition:aws:MultiFactorAuthAge needed',
  ],
  [
    "has a session name that isn't told",
    when({ StringLike: { 'sts:RoleSessionName': 'ci-*' } }),
    call(),
    'unknown condition:sts:RoleSessionName needed',
  ],
  ['has some session name', when({ StringLike: { 'sts:RoleSessionName': '*' } }), call(), 'allow Trust needed'],
  ['has an account of the role', when({ StringEquals: { 'aws:ResourceAccount': HOME } }), call(), 'allow Trust needed'],
  [
    'has tags of the role',
    when({ StringEquals: { 'aws:ResourceTag/env': 'prod', 'iam:ResourceTag/env': 'prod' } }),
    call({ roleTags: { env: 'prod' } }),
    'allow Trust needed',
  ],
]);

rows("a role session's call", 'reference_policies_condition-keys', [
  [
    'has the ARN of the role, with its path',
    when({ ArnEquals: { 'aws:PrincipalArn': SESSION.role } }),
    call({ caller: SESSION }),
    'allow Trust needed',
  ],
  [
    'has no ARN of the session',
    when({ ArnLike: { 'aws:PrincipalArn': `arn:aws:sts::${HOME}:assumed-role/App/*` } }),
    call({ caller: SESSION }),
    'deny condition:aws:PrincipalArn needed',
  ],
  [
    'has no user name',
    when({ StringNotEquals: { 'aws:username': 'x' } }),
    call({ caller: SESSION }),
    'allow Trust needed',
  ],
  [
    "has an ID with the session's name",
    when({ StringEquals: { 'aws:userid': 'AROAEXAMPLEID00000001:s1' } }),
    call({ caller: { ...SESSION, id: 'AROAEXAMPLEID00000001' } }),
    'allow Trust needed',
  ],
  [
    'has who knows what of MFA',
    when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    call({ caller: SESSION }),
    'unknown condition:aws:MultiFactorAuthPresent needed',
  ],
  [
    'has some token',
    when({ Null: { 'aws:TokenIssueTime': 'false' } }),
    call({ caller: SESSION }),
    'allow Trust needed',
  ],
  [
    'keeps claims',
    when({ StringEquals: { [`${GITHUB}:sub`]: 'x' } }),
    call({ caller: { ...SESSION, issuedBy: { [`${GITHUB}:sub`]: 'x' } } }),
    'allow Trust needed',
  ],
  [
    'has its source identity',
    policyOf(allow({ Action: 'sts:*', Condition: { StringEquals: { 'aws:SourceIdentity': 'ada' } } })),
    call({ caller: chained }),
    'allow Trust needed',
  ],
]);

rows('a value that is not known', 'reference_policies_condition-keys', [
  [
    'is an ARN of the account',
    when({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${AWAY}:*` } }, { Principal: { AWS: AWAY } }),
    call({ caller: { account: AWAY } }),
    'allow Trust needed',
  ],
  [
    'is no ARN of another account',
    when({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${HOME}:*` } }, { Principal: { AWS: AWAY } }),
    call({ caller: { account: AWAY } }),
    'deny condition:aws:PrincipalArn needed',
  ],
  [
    'may be any ARN of the account',
    when({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } }, { Principal: { AWS: AWAY } }),
    call({ caller: { account: AWAY } }),
    'unknown condition:aws:PrincipalArn needed',
  ],
  [
    'ends in the name of the session',
    when({ StringLike: { 'aws:userid': '*:s1' } }),
    call({ caller: SESSION }),
    'allow Trust needed',
  ],
  [
    'ends in no other name',
    when({ StringLike: { 'aws:userid': '*:s2' } }),
    call({ caller: SESSION }),
    'deny condition:aws:userid needed',
  ],
  [
    'begins with the ID of the role',
    when({ StringLike: { 'aws:userid': 'AROAEXAMPLEID00000001:*' } }),
    call({ caller: { role: SESSION.role, id: 'AROAEXAMPLEID00000001' } }),
    'allow Trust needed',
  ],
]);

rows("a service's call", 'reference_policies_condition-keys', [
  [
    'has no source unless it is told',
    policyOf(
      allow({
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': HOME } },
      }),
    ),
    service('events.amazonaws.com'),
    'deny condition:aws:SourceAccount not-needed',
  ],
  [
    'has a source',
    policyOf(
      allow({
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:*:rule/x' } },
      }),
    ),
    service('events.amazonaws.com', { sourceArn: `arn:aws:events:eu-west-1:${HOME}:rule/x` }),
    'allow Trust not-needed',
  ],
  [
    'has a name',
    policyOf(
      allow({
        Principal: { Service: 'events.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:PrincipalServiceName': 'events.amazonaws.com' },
          Bool: { 'aws:PrincipalIsAWSService': 'true' },
        },
      }),
    ),
    service('events.amazonaws.com'),
    'allow Trust not-needed',
  ],
  [
    'is in no organization',
    policyOf(
      allow({
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a' } },
      }),
    ),
    call({ caller: { service: 'events.amazonaws.com' }, context: { 'aws:PrincipalOrgID': 'o-a' } }),
    'deny condition:aws:PrincipalOrgID not-needed',
  ],
  [
    'may or may not have an address',
    policyOf(
      allow({
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
      }),
    ),
    service('events.amazonaws.com'),
    'unknown condition:aws:SourceIp not-needed',
  ],
  [
    'may or may not be known to be secure',
    policyOf(
      allow({ Principal: { Service: 'events.amazonaws.com' }, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
    ),
    service('events.amazonaws.com'),
    'unknown condition:aws:SecureTransport not-needed',
  ],
  [
    'has a certificate for Roles Anywhere',
    policyOf(
      allow({
        Principal: { Service: 'rolesanywhere.amazonaws.com' },
        Condition: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'host' } },
      }),
    ),
    service('rolesanywhere.amazonaws.com', { x509: { 'x509Subject/CN': 'host' } }),
    'allow Trust not-needed',
  ],
]);

rows("a web identity's call", 'reference_policies_iam-condition-keys', [
  [
    'has the claims of its token',
    web({ StringLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } }),
    token({ sub: 'repo:acme/app:ref:refs/heads/main' }),
    'allow Trust not-needed',
  ],
  [
    'has key names in any case',
    web({ StringLike: { [`${GITHUB.toUpperCase()}:SUB`]: 'repo:acme/*' } }),
    token({ sub: 'repo:acme/app' }),
    'allow Trust not-needed',
  ],
  [
    'has no claims of another provider',
    web({ StringEquals: { 'gitlab.com:sub': 'x' } }),
    token({ sub: 'x' }),
    'deny condition:gitlab.com:sub not-needed',
  ],
  [
    "has no claim that AWS doesn't carry",
    web({ StringEquals: { [`${GITHUB}:nothing`]: 'x' } }),
    token({ nothing: 'x' }),
    `deny condition:${GITHUB}:nothing not-needed`,
  ],
  [
    'has claims by the names of their keys',
    web({ StringEquals: { [`${GITHUB}:aud`]: 'a', [`${GITHUB}:oaud`]: 'a' } }),
    token({ [`${GITHUB}:aud`]: 'a' }),
    'allow Trust not-needed',
  ],
  [
    'has the tags of its token',
    web(
      {
        StringEquals: { 'aws:RequestTag/team': 'red' },
        'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': 'team', 'aws:TagKeys': ['team', 'cost'] },
        Null: { 'sts:TransitiveTagKeys': 'false', 'aws:TagKeys': 'false' },
      },
      { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] },
    ),
    token({
      'https://aws.amazon.com/tags': { principal_tags: { team: ['red'], cost: '1' }, transitive_tag_keys: ['team'] },
    }),
    'allow Trust not-needed',
  ],
  [
    'has tags of claims that are not nested',
    web(
      {
        StringEquals: { 'aws:RequestTag/team': 'red' },
        'ForAnyValue:StringEquals': { 'sts:TransitiveTagKeys': 'team' },
      },
      { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] },
    ),
    token({
      'https://aws.amazon.com/tags/principal_tags/team': 'red',
      'https://aws.amazon.com/tags/transitive_tag_keys': ['team'],
    }),
    'allow Trust not-needed',
  ],
  [
    'needs a companion for the tags of its token',
    web(),
    token({ 'https://aws.amazon.com/tags': { principal_tags: { team: ['red'] } } }),
    'deny companion not-needed',
  ],
  [
    'needs a companion for the source identity of its token',
    web({ StringEquals: { 'sts:SourceIdentity': 'ann' } }),
    token({ 'https://aws.amazon.com/source_identity': 'ann' }),
    'deny companion not-needed',
  ],
  [
    'has the tags that the request says',
    web(
      { StringEquals: { 'aws:RequestTag/team': 'red' } },
      { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] },
    ),
    token({ 'https://aws.amazon.com/tags': {} }, { with: { tags: { team: 'red' } } }),
    'allow Trust not-needed',
  ],
  [
    'has the client for its audience',
    policyOf(
      allow({
        Principal: { Federated: 'accounts.google.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'accounts.google.com:aud': 'client', 'accounts.google.com:oaud': 'audience' } },
      }),
    ),
    call({ caller: { oidc: { provider: 'accounts.google.com', claims: { aud: 'audience', azp: 'client' } } } }),
    'allow Trust not-needed',
  ],
  [
    'has lists under amr',
    policyOf(
      allow({
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'auth*' } },
      }),
    ),
    call({ caller: { oidc: { provider: 'cognito-identity.amazonaws.com', claims: { amr: ['a', 'authenticated'] } } } }),
    'allow Trust not-needed',
  ],
  [
    'has no external ID',
    web({ StringEquals: { 'sts:ExternalId': 'a' } }),
    token({}, { with: { externalId: 'a' } }),
    'deny condition:sts:ExternalId not-needed',
  ],
  [
    "isn't signed, so it has no ARN",
    web({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }),
    token({}),
    'deny condition:aws:PrincipalArn not-needed',
  ],
  [
    'may or may not have an account',
    web({ StringEquals: { 'aws:PrincipalAccount': HOME } }),
    token({}),
    'unknown condition:aws:PrincipalAccount not-needed',
  ],
  [
    'may or may not have a provider',
    web({ StringEquals: { 'aws:FederatedProvider': PROVIDER } }),
    token({}),
    'unknown condition:aws:FederatedProvider not-needed',
  ],
]);

rows('a SAML call', 'reference_policies_iam-condition-keys', [
  [
    'has what its assertion says',
    saml({ StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }),
    assertion({ aud: 'https://signin.aws.amazon.com/saml' }),
    'allow Trust not-needed',
  ],
  [
    'has lists',
    saml({ 'ForAllValues:StringEquals': { 'saml:edupersonaffiliation': ['staff'] } }),
    assertion({ edupersonaffiliation: ['staff', 'member'] }),
    'deny condition:saml:edupersonaffiliation not-needed',
  ],
  [
    'has a list also where it has one value',
    saml({ StringEquals: { 'saml:edupersonaffiliation': 'staff' } }),
    assertion({ edupersonaffiliation: 'staff' }),
    'unknown condition:saml:edupersonaffiliation not-needed',
  ],
  [
    'has attributes by the names of their keys',
    saml({ StringEquals: { 'saml:sub': 'ann' } }),
    assertion({ 'SAML:sub': 'ann' }),
    'allow Trust not-needed',
  ],
  [
    "has the provider's name",
    saml({ StringEquals: { 'saml:doc': `${HOME}/Corp` } }),
    assertion({}),
    'allow Trust not-needed',
  ],
]);

const OLD = { ...when({ StringEquals: { 'sts:RoleSessionName': '${aws:username}' } }), Version: '2008-10-17' };

rows('where a call comes from', 'reference_policies_condition-keys', [
  [
    "isn't known unless it is told",
    when({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
    call(),
    'unknown condition:aws:SourceIp needed',
  ],
  [
    'is an address',
    when({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
    call({ from: { ip: '192.0.2.1' } }),
    'allow Trust needed',
  ],
  [
    'is no address through an endpoint',
    when({ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
    call({ from: { vpce: 'vpce-1' } }),
    'allow Trust needed',
  ],
  [
    'is some VPC through an endpoint',
    when({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }),
    call({ from: { vpce: 'vpce-1' } }),
    'unknown condition:aws:SourceVpc needed',
  ],
  [
    'is no VPC from an address',
    when({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }),
    call({ from: { ip: '192.0.2.1' } }),
    'deny condition:aws:SourceVpce needed',
  ],
  [
    'is an address in a VPC',
    when({ IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } }),
    call({ from: { vpce: 'vpce-1', vpcIp: '10.1.2.3' } }),
    'allow Trust needed',
  ],
  [
    'is a Region',
    when({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }),
    call({ from: { region: 'us-east-1' } }),
    'deny condition:aws:RequestedRegion needed',
  ],
  [
    'is a time, also as a number of seconds',
    when({
      DateLessThan: { 'aws:CurrentTime': '2026-03-01T00:00:00Z' },
      NumericLessThan: { 'aws:EpochTime': '1772323200' },
    }),
    call({ from: { time: '2026-02-28T23:59:59Z' } }),
    'allow Trust needed',
  ],
  [
    'is a time that one of its keys tells',
    when({
      DateLessThan: { 'aws:CurrentTime': '2026-03-01T00:00:00Z' },
      NumericEquals: { 'aws:EpochTime': '1772323199' },
    }),
    call({ context: { 'aws:EpochTime': 1772323199 } }),
    'allow Trust needed',
  ],
  [
    'is a time that the other of its keys tells',
    when({ NumericLessThan: { 'aws:EpochTime': '1772323200' } }),
    call({ context: { 'aws:CurrentTime': '2026-03-01T00:00:00Z' } }),
    'deny condition:aws:EpochTime needed',
  ],
  [
    'is some time',
    when({ DateLessThan: { 'aws:CurrentTime': '2026-03-01T00:00:00Z' } }),
    call(),
    'unknown condition:aws:CurrentTime needed',
  ],
  [
    'says what made the call',
    when({ StringLike: { 'aws:UserAgent': 'aws-cli/*' } }),
    call({ from: { userAgent: 'aws-cli/2' } }),
    'allow Trust needed',
  ],
]);

rows('further keys', 'reference_policies_condition-keys', [
  ['are absent unless stated', when({ StringEquals: { 'acme:Key': 'x' } }), call(), 'deny condition:acme:Key needed'],
  [
    'are what is stated',
    when({ StringEquals: { 'acme:Key': 'x' } }),
    call({ context: { 'Acme:key': 'x' } }),
    'allow Trust needed',
  ],
  [
    'are absent as null',
    when({ StringNotEquals: { 'aws:PrincipalTag/x': 'x' } }),
    call({ context: { 'aws:PrincipalTag/x': null } }),
    'allow Trust needed',
  ],
  [
    "don't replace what follows from the caller",
    when({ StringEquals: { 'aws:PrincipalAccount': AWAY } }),
    call({ context: { 'aws:PrincipalAccount': AWAY } }),
    'deny condition:aws:PrincipalAccount needed',
  ],
  [
    'may be declared unknown',
    when({ StringEquals: { 'sts:ExternalId': 'a' } }),
    call({ with: { externalId: 'a' }, unknown: ['sts:externalid'] }),
    'unknown condition:sts:ExternalId needed',
  ],
  [
    'may be declared unknown by one name',
    when({ StringEquals: { 'sts:ExternalId': 'a' } }),
    call({ with: { externalId: 'a' }, unknown: 'sts:ExternalId' }),
    'unknown condition:sts:ExternalId needed',
  ],
  [
    'may be declared unknown though they follow from the caller',
    when({ StringEquals: { 'aws:username': 'ada' } }),
    call({ unknown: ['aws:username'] }),
    'unknown condition:aws:username needed',
  ],
  [
    'may be declared unknown though all values of the account would do',
    when({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${HOME}:*` } }),
    call({ unknown: ['aws:PrincipalArn'] }),
    'unknown condition:aws:PrincipalArn needed',
  ],
  [
    "are absent if the caller never sends them, whatever isn't known",
    when({ StringEquals: { 'aws:SourceAccount': HOME } }),
    call({ unknown: ['aws:SourceAccount'] }),
    'deny condition:aws:SourceAccount needed',
  ],
  [
    'fill in variables',
    when({ StringEquals: { 'sts:RoleSessionName': '${aws:username}' } }),
    call({ with: { sessionName: 'ada' } }),
    'allow Trust needed',
  ],
  [
    'fill in nothing in older versions',
    OLD,
    call({ with: { sessionName: 'ada' } }),
    'deny condition:sts:RoleSessionName needed',
  ],
]);

describe('a decision', () => {
  it("is unknown, and says why, where the request can't be read", () => {
    const policy = policyOf(allow());
    for (const request of [
      null,
      'x',
      [],
      {},
      { caller: {} },
      { caller: { user: 'x' } },
      { caller: { ...USER, ...SESSION } },
      { caller: 'x' },
      call({ with: 5 }),
      call({ from: [] }),
      call({ context: 'x' }),
      call({ with: { mfa: 'yes' } }),
      call({ with: { tags: ['team'] } }),
      call({ with: { tags: { team: ['red'] } } }),
      call({ with: { transitiveTags: {} } }),
      call({ with: { contexts: 'x' } }),
      call({ from: { secureTransport: 'yes' } }),
      call({ unknown: { a: 1 } }),
      call({ caller: { ...USER, org: ['o-a'] } }),
      call({ caller: { oidc: { provider: PROVIDER, claims: 'x' } } }),
      call({ caller: { saml: SAML } }),
      call({ caller: { saml: { provider: SAML, keys: [] } } }),
      call({ caller: { service: {} } }),
    ]) {
      const { decision, notes, ...rest } = decided(policy, request);
      assert.equal(decision, 'unknown');
      assert.equal(notes.length, 1, JSON.stringify(request));
      assert.deepEqual(rest, { by: null, because: null, callerSide: null, actions: [], statements: [], nearest: null });
    }
  });

  it("leaves out what a request can't have, and says so", () => {
    const request = {
      ...{ role: 'Target', wiht: {}, with: { externalID: 'a', mfa: null }, from: { time: 'noon' }, context: null },
      caller: { ...USER, session: 's1' },
    };
    const { decision, notes } = decided(policyOf(allow()), call(request));
    assert.equal(decision, 'allow');
    for (const path of ['role', 'wiht', 'with.externalID', 'from.time', 'caller.session'])
      assert.equal(notes.filter((note) => note.startsWith(`"${path}" is left out: `)).length, 1, path);
    assert.equal(notes.filter((note) => note.includes('left out')).length, 5, notes.join('\n'));
  });

  it("is unknown where part of the policy can't be read", () => {
    const text = JSON.stringify(policyOf(allow(), deny({ Principal: { AWS: AWAY } })));
    const { decision } = decided(text.replace('"Effect":"Deny",', '"Effect" "Deny",'), call());
    assert.equal(decision, 'unknown');
  });

  it("takes what an error doesn't show for unknown", () => {
    const policy = when({ StringEquals: { 'sts:ExternalId': 'a' } });
    assert.equal(told(policy, call(), { unstated: 'unknown' }), 'unknown condition:sts:ExternalId needed');
    assert.equal(
      told(web({ StringEquals: { 'sts:ExternalId': 'a' } }), token({}), { unstated: 'unknown' }),
      'deny condition:sts:ExternalId not-needed',
    );
  });

  it('shows each action, and each part of each statement with its place', () => {
    const policy = policyOf(
      allow({
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: { StringEquals: { 'sts:ExternalId': ['a', 'b'] } },
      }),
      deny({ Action: 'sts:TagSession' }),
    );
    const text = JSON.stringify(policy);
    const { actions, statements, by, because } = decided(text, call({ with: { externalId: 'b', tags: { x: 'y' } } }));
    assert.deepEqual([by, because], ['Block', 'deny']);
    assert.deepEqual(actions, [
      { action: 'sts:AssumeRole', decision: 'allow', by: 'Trust' },
      { action: 'sts:TagSession', decision: 'deny', by: 'Block' },
    ]);
    const [trust, block] = statements;
    const at = (range: { start: number; end: number } | undefined): string => text.slice(range?.start, range?.end);
    assert.deepEqual([trust?.result, trust?.principal.matched, at(trust?.principal.range)], ['yes', HOME, `"${HOME}"`]);
    assert.match(at(trust?.action.range), /^"Action":/);
    const [condition] = trust?.conditions ?? [];
    assert.equal(at(condition?.range), '"sts:ExternalId":["a","b"]');
    assert.deepEqual(condition && { ...condition, range: undefined }, {
      range: undefined,
      operator: 'StringEquals',
      key: 'sts:ExternalId',
      wanted: ['a', 'b'],
      had: 'b',
      result: 'yes',
      rule: 'The value must match one of those listed.',
      doc: `${GUIDE}reference_policies_elements_condition_operators.html#Conditions_String`,
    });
    assert.deepEqual([block?.effect, block?.result, block?.action.result], ['Deny', 'yes', 'yes']);
    const without = decided(text, call(), { trace: false });
    assert.deepEqual([without.statements, without.nearest, without.because], [[], null, 'condition:sts:ExternalId']);
  });

  it('notes what it leaves out, and what else can deny', () => {
    const { notes } = decided(
      trusting({ AWS: SESSION.role }),
      call({ caller: SESSION, context: { 'aws:userid': 'x', 'aws:SourceArn': 'y', 'acme:Key': 'z' } }),
    );
    assert.equal(notes.length, 6, notes.join('\n'));
    for (const said of [
      /chaining/,
      /aws:userid .* follows/,
      /aws:SourceArn .* never sends/,
      /acme:Key/,
      /boundary and session/,
      /resource control/,
    ])
      assert.ok(
        notes.some((note) => said.test(note)),
        String(said),
      );
    const { notes: more } = decided(policyOf(allow()), call({ unknown: ['aws:TagKeys', 'sts:SourceIdentity'] }));
    assert.ok(
      more.includes('sts:TagSession and sts:SetSourceIdentity may be needed as well, for what is declared unknown.'),
    );
    const notesOf = (policy: object, request: object): readonly string[] =>
      decided(policy, request).notes.filter((note) => note.includes('left out'));
    const asked = { StringNotEquals: { 'sts:ExternalId': 'b', [`${GITHUB}:event_name`]: 'x', [`${GITHUB}:sub`]: 'y' } };
    const claims = { sub: 's', event_name: 'push', jti: '1' };
    assert.deepEqual(notesOf(web(asked), token(claims, { with: { externalId: 'a', mfa: true } })), [
      '"with.mfa" is left out: AWS documents MFA of users only.',
      'sts:ExternalId is left out: this caller never sends it.',
      `${GITHUB}:event_name is left out: AWS doesn't pass on this claim of a token.`,
    ]);
    assert.deepEqual(notesOf(when(asked), call({ with: { externalId: 'a', mfa: true } })), []);
    assert.ok(
      decided(trusting({ Service: 'pods.eks.amazonaws.com' }), service('pods.eks.amazonaws.com')).notes.some((n) =>
        n.includes('sts:TagSession'),
      ),
    );
  });
});
