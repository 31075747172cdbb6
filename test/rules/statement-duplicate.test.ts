import { ruleTest } from '../support/ruleTest.ts';

const EC2 = '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"';
const guarded = `${EC2}, "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}`;
const two = (a: string, b: string): string => `{"Version": "2012-10-17", "Statement": [{${a}}, {${b}}]}`;

const ROOT = '{"AWS": "arn:aws:iam::222233334444:root"}';
const ROLE = '{"AWS": "arn:aws:iam::222233334444:role/etl"}';
const ALL = '{"AWS": "*"}';
const GITLAB = '{"Federated": "arn:aws:iam::222233334444:oidc-provider/gitlab.example.com"}';
const WEB = '"sts:AssumeRoleWithWebIdentity"';
const st = (principal: string, condition?: string, action = '"sts:AssumeRole"', effect = 'Allow'): string =>
  `"Effect": "${effect}", "Principal": ${principal}, "Action": ${action}${condition === undefined ? '' : `, "Condition": ${condition}`}`;
/** Two statements of which the first says less. */
const within = (narrow: string, wide: string, principal = ROOT): readonly [narrow: string, wide: string] => [
  st(principal, narrow),
  st(principal, wide),
];
const ADDRESS = '{"IpAddress": {"aws:SourceIp": "203.0.113.7/32"}}';
const NETWORK = '{"IpAddress": {"aws:SourceIp": ["198.51.100.0/24", "203.0.113.0/24"]}}';
const SECRET = '{"StringEquals": {"sts:ExternalId": "Kq7.rx-2"}}';
const marked = (text: string): string => text.replace('"Effect"', '«"Effect"»');

/** One says less than the other, and both test the same keys. */
const COVERED: readonly (readonly [narrow: string, wide: string])[] = [
  within(ADDRESS, NETWORK),
  within('{"StringLike": {"aws:PrincipalTag/team": "v1.*"}}', '{"StringLike": {"aws:principaltag/team": ["x", "v*"]}}'),
  within('{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}', '{"StringLike": {"aws:PrincipalOrgID": "o-a*"}}'),
  within(SECRET, '{"StringEqualsIgnoreCase": {"sts:ExternalId": ["kq7.RX-2", "b"]}}'),
  within(
    '{"DateLessThan": {"aws:CurrentTime": "2998-06-30T00:00:00Z"}}',
    '{"DateLessThanEquals": {"aws:CurrentTime": "2998-12-31T00:00:00Z"}}',
  ),
  within(
    '{"NumericLessThan": {"aws:EpochTime": "1790000000"}}',
    '{"DateLessThan": {"aws:CurrentTime": "2998-12-31T00:00:00Z"}}',
  ),
  within(
    '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/ci-*"}}',
    '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/*"}}',
  ),
  within(
    '{"NumericLessThan": {"aws:MultiFactorAuthAge": "900"}}',
    '{"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}',
  ),
  // Whatever else the narrower one asks.
  [
    st(ROOT, '{"StringEquals": {"sts:ExternalId": "Kq7.rx-2"}, "IpAddress": {"aws:SourceIp": "203.0.113.7"}}'),
    st(ROOT, '{"StringEquals": {"sts:ExternalId": "Kq7.rx-2"}, "IpAddress": {"aws:SourceIp": "203.0.112.0/22"}}'),
  ],
  [st(ROLE, SECRET), st(ALL, SECRET)],
  [st(ROOT), st(ALL)],
  [
    st(GITLAB, '{"StringLike": {"gitlab.example.com:sub": "project_path:a/b:ref_type:branch:ref:r-1*"}}', WEB),
    st(
      GITLAB,
      '{"StringLike": {"gitlab.example.com:sub": "project_path:a/b:ref_type:branch:*"}}',
      `[${WEB}, "sts:TagSession"]`,
    ),
  ],
  // A Deny of the account is one of its roles too.
  [st(ROLE, undefined, '"sts:AssumeRole"', 'Deny'), st(ROOT, undefined, '"sts:*"', 'Deny')],
];

/** Neither says all that the other says. */
const APART: readonly (readonly [one: string, other: string])[] = [
  within(
    '{"IpAddress": {"aws:SourceIp": "203.0.112.0/23"}}',
    '{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "::/0"]}}',
  ),
  within(SECRET, '{"Bool": {"aws:MultiFactorAuthPresent": "true"}}'),
  within('{"StringLike": {"aws:PrincipalTag/team": "v1.*"}}', '{"StringLike": {"aws:PrincipalTag/team": "v2.*"}}'),
  within(SECRET, SECRET.replace('Kq7', 'kq7')),
  within('{"StringNotEquals": {"sts:ExternalId": "a"}}', '{"StringNotEquals": {"sts:ExternalId": "b"}}'),
  // A key that may be absent.
  within(
    '{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}',
    '{"StringLike": {"aws:PrincipalOrgID": "o-*"}}',
  ),
  within(
    '{"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/"}}',
    '{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}',
  ),
  // AWS does not say whether everyone also means services and federated callers.
  [EC2, st(ALL)],
  [
    st('{"Federated": "arn:aws:iam::222233334444:saml-provider/Staff"}', undefined, '"sts:AssumeRoleWithSAML"'),
    st(ALL, undefined, '"sts:*"'),
  ],
  // A role that is named needs no policy of its own, one of an account that is does.
  [st(ROLE), st(ROOT)],
  [st('{"AWS": "arn:aws:sts::222233334444:assumed-role/etl/a"}'), st(ROLE)],
  // What the wider one lacks.
  [st(ROOT, ADDRESS, '["sts:AssumeRole", "sts:TagSession"]'), st(ROOT, NETWORK)],
  [st('{"AWS": ["222233334444", "777788889999"]}', ADDRESS), st(ROOT, NETWORK)],
  // What is still to be filled in.
  within('{"IpAddress": {"aws:SourceIp": "${ADDRESS}"}}', NETWORK),
  within(ADDRESS, '{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "<NETWORK>"]}}'),
  within(SECRET, '{"Fn::If": ["Strict", {}, {}]}'),
];

ruleTest('statement-duplicate', {
  clean: [
    ...APART.flatMap(([one, other]) => [two(one, other), two(other, one)]),
    // A statement that nobody matches: condition-never-matches tells it.
    two(
      st(ROOT, '{"Bool": {"aws:MultiFactorAuthPresent": "true"}, "Null": {"aws:MultiFactorAuthPresent": "true"}}'),
      st(ROOT, '{"Bool": {"aws:MultiFactorAuthPresent": "true"}}'),
    ),
    two(EC2, EC2.replace('ec2', 'lambda')),
    two(`${EC2}, "Condition": \${C}`, `${EC2}, "Condition": \${C}`),
    two(EC2, EC2.replace('Allow', 'Deny')),
    two(EC2.replace('ec2', '<X>'), EC2.replace('ec2', '<X>')),
    two(guarded, EC2.replace('AssumeRole', 'TagSession')),
  ],
  flagged: [
    ...COVERED.flatMap(([narrow, wide]) =>
      [two(marked(narrow), wide), two(wide, marked(narrow))].map((policy) => ({
        policy,
        says: ['covered'],
        level: 'hint' as const,
        offers: ['Remove this statement'],
      })),
    ),
    // Both say the same in other words: the later one is needless.
    {
      policy: two(
        st('{"AWS": "222233334444"}', '{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}'),
        marked(st(ROOT, '{"IpAddress": {"aws:SourceIp": ["203.0.113.0/25", "203.0.113.128/25"]}}')),
      ),
      says: ['equal'],
      fixed: two('', '').replace(
        '{}, {}',
        `{${st('{"AWS": "222233334444"}', '{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}')}}`,
      ),
    },
    // What the callers are meets the test that only one has.
    {
      policy: two(
        st(ROLE, SECRET),
        marked(st(ROLE, `${SECRET.slice(0, -1)}, "StringNotEquals": {"aws:PrincipalAccount": "777788889999"}}`)),
      ),
      says: ['equal'],
    },
    // A guard that the wider one does without guards nothing.
    {
      policy: two(st(ROOT, SECRET.replace('"sts:ExternalId"', '«$&»')), st(ALL)),
      says: ['unguarded'],
      level: 'warning',
      offers: ['Remove the statement without the condition'],
    },
    {
      policy: two(
        st(ROOT, SECRET.replace('"sts:ExternalId"', '«$&»')),
        st(ROOT, '{"Null": {"sts:ExternalId": "false"}}'),
      ),
      says: ['weaker'],
      offers: ['Remove the other statement'],
    },
    // That it opens is said of the other one's IfExists.
    {
      policy: two(
        marked(st(ROOT, '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}')),
        st(ROOT, '{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
      ),
      says: ['covered'],
    },
    {
      policy: two(
        st(ROOT, '{"IpAddress": {"aws:SourceIp": "203.0.113.7"}, "Bool": {«"aws:MultiFactorAuthPresent"»: "true"}}'),
        st(ROOT, NETWORK),
      ),
      says: ['unguarded'],
    },
    // Of two that cover it the one without the guard is named.
    {
      policy:
        `{"Version": "2012-10-17", "Statement": [{${marked(st(ROOT, NETWORK))}}, {${st(ROOT, ADDRESS.replace('"aws:SourceIp"', '«$&»'))}}, {${st(ROOT)}}]}`.replace(
          /«"Effect"»(.*?)"aws:SourceIp"/,
          '"Effect"$1«"aws:SourceIp"»',
        ),
      says: ['unguarded', 'unguarded'],
    },
    {
      policy: two(EC2, EC2.replace('"Effect"', '«"Effect"»')),
      says: ['equal'],
      level: 'hint',
      fixed: `{"Version": "2012-10-17", "Statement": [{${EC2}}]}`,
    },
    {
      policy: two(
        EC2.replace('"Effect"', '«"Effect"»'),
        EC2.replace('"ec2.amazonaws.com"', '["ec2.amazonaws.com", "lambda.amazonaws.com"]'),
      ),
      says: ['covered'],
      level: 'hint',
    },
    {
      policy: two(guarded.replace('"aws:SourceAccount"', '«"aws:SourceAccount"»'), EC2),
      says: ['unguarded'],
      level: 'warning',
      fixed: `{"Version": "2012-10-17", "Statement": [{${guarded}}]}`,
    },
    {
      policy: two(
        EC2,
        `«"Effect"»${EC2.slice(8)}, "Condition": {"StringNotEquals": {"aws:SourceAccount": "111122223333"}}`,
      ),
      says: ['covered'],
      level: 'hint',
    },
  ],
});
