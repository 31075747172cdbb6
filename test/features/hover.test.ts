import assert from 'node:assert/strict';
import { hover, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { marked, wholePolicy } from '../support/marked.ts';

/** What is shown at the cursor; the marked span must be the hover's. */
function shown(source: string, named = true): string | undefined {
  const { text, cursor, spans } = marked(wholePolicy(source));
  const found = hover(
    new PolicyDocument(text, named),
    cursor ?? 0,
    testContext({ ownAccounts: { '111122223333': 'prod' } }),
  );
  if (spans[0]) assert.deepEqual(found?.span, spans[0], source);
  return found?.markdown;
}

function shows(source: string, ...parts: readonly (string | RegExp)[]): void {
  const markdown = shown(source) ?? '';
  for (const part of parts) {
    if (typeof part === 'string') assert.ok(markdown.includes(part), `${source}\nlacks ${part}\nin ${markdown}`);
    else assert.match(markdown, part);
  }
}

const condition = (operator: string, key: string, value: string): string =>
  `"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole", "Condition": {${operator}: {${key}: ${value}}}`;
const GITHUB = '"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"';

describe('hover', () => {
  it('explains elements, also misspelt ones, and the words that stand in them', () => {
    shows('«"Eff‸ect"»: "Allow"', '`Allow` or `Deny`', 'reference_policies_elements_effect.html');
    shows('"Effect": «"All‸ow"»', 'unless a Deny also matches');
    shows('"Effect": «"D‸eny"»', "can't assume the role");
    shows('«"Princ‸iple"»: {"AWS": "*"}', 'Who can assume the role');
    shows('«"Con‸dition"»: {}', 'All operators and all keys must match');
    shows('{«"Ver‸sion"»: "2012-10-17", "Statement": []}', '2012-10-17');
    shows('{"Version": «"2012‸-10-17"», "Statement": []}', 'policy language');
    shows('{"Version": "2012-10-17", «"State‸ment"»: []}', 'A matching Deny overrides');
  });

  it('takes principals apart', () => {
    const aws = (value: string): string =>
      `"Effect": "Allow", "Principal": {"AWS": «"${value}"»}, "Action": "sts:AssumeRole"`;
    shows(aws('‸*'), 'Everyone');
    shows(aws('1111‸22223333'), 'A whole account', 'not its root user', 'prod', 'one of your own');
    shows(aws('arn:aws:iam::464622532012:ro‸ot'), 'A whole account', 'Datadog');
    shows(aws('arn:aws:iam::444455556666:role/ci/dep‸loy'), 'A role', '`deploy`', '`/ci/`', '`444455556666`');
    shows(aws('arn:aws:iam::444455556666:user/a‸lice'), 'An IAM user', 'long-term access keys');
    shows(aws('arn:aws:sts::444455556666:assumed-role/deploy/r‸un'), 'A role session', '`run`', '`deploy`');
    shows(aws('arn:aws:sts::444455556666:federated-user/b‸ob'), 'GetFederationToken');
    shows(aws('AROAEXAMPLEID123‸4567'), 'deleted');
    shows('"Principal": {«"A‸WS"»: "*"}', 'Accounts, roles, users');
    shows('"Principal": {«"Serv‸ice"»: "ec2.amazonaws.com"}', 'AWS services by their service principals');
    assert.equal(shown('"Principal": {"AWS": "${ROLE_‸ARN}"}'), undefined);
  });

  it('tells what services do with the role and what their calls carry', () => {
    const service = (value: string): string => `"Principal": {"Service": «"${value}"»}`;
    shows(service('lamb‸da.amazonaws.com'), '**AWS Lambda**', 'execution role');
    shows(service('pods.eks.‸amazonaws.com'), '`sts:TagSession`');
    shows(service('scheduler.amazon‸aws.com'), '`aws:SourceAccount`');
    assert.equal(shown('"Principal": {"Service": "not‸hing.example.com"}'), undefined);
  });

  it('knows identity providers', () => {
    shows(
      `"Principal": {${GITHUB.replace('token.', 'to‸ken.')}}`,
      'GitHub Actions',
      'share this issuer',
      '`sts.amazonaws.com`',
    );
    shows(
      '"Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Co‸rp"}',
      'A SAML provider',
      '`Corp`',
      'prod',
    );
  });

  it('says what actions and operators do, with what a missing key makes of them', () => {
    shows('"Action": «"sts:Assume‸Role"»', 'in their own policies', 'API_AssumeRole.html');
    shows('"Action": «"sts:Tag‸Session"»', 'Nobody can assume the role with this action alone');
    shows('"Action": «"sts:‸*"»', 'matches several actions');
    const missing: readonly (readonly [operator: string, text: string])[] = [
      ['StringEquals', "*If the key is missing:* the condition doesn't match"],
      ['StringNotLike', '*If the key is missing:* the condition matches.'],
      ['StringEqualsIfExists', '*If the key is missing:* the condition matches because of `IfExists`'],
      ['ForAllValues:StringLike', '*If the key is missing:* the condition matches. Add a `Null` condition'],
      ['ForAnyValue:StringNotEquals', "*If the key is missing:* the condition doesn't match"],
      [
        'ForAllValues:StringNotEquals',
        "*If the key is missing:* AWS's pages disagree on whether the condition matches. Add",
      ],
      ['ForAnyValue:StringEqualsIfExists', "*If the key is missing:* AWS's pages disagree on whether the condition"],
    ];
    for (const [operator, text] of missing)
      shows(
        condition(`«"‸${operator}"»`, '"aws:username"', '"a"'),
        text,
        'reference_policies_elements_condition_operators',
      );
    const nothing = shown(condition('"N‸ull"', '"aws:username"', '"true"')) ?? '';
    assert.ok(!nothing.includes('key is missing') && nothing.includes('the key is not in the request'));
  });

  it('tells of keys their type, when they are there, and who sends them', () => {
    shows(
      condition('"StringEquals"', '«"sts:Ext‸ernalId"»', '"x"'),
      '*Type:* a string',
      '*In the request:*',
      '*Sent by:* accounts, users and roles',
    );
    shows(
      condition('"StringEquals"', '«"token.actions.githubusercontent.com:s‸ub"»', '"x"'),
      'The claim `sub`',
      'GitHub Actions',
    );
    shows(condition('"StringEquals"', '"aws:PrincipalTag/te‸am"', '"x"'), '*Type:*');
    assert.equal(shown(condition('"StringEquals"', '"aws:NoSuch‸Key"', '"x"')), undefined);
  });

  it('puts values in the reader’s terms', () => {
    const at = (operator: string, key: string, value: string): string =>
      condition(`"${operator}"`, `"${key}"`, `«"${value}"»`);
    shows(at('DateLessThan', 'aws:CurrentTime', '2026-12-3‸1T23:59:59Z'), '2026-12-31 23:59:59 UTC (in 40 days)');
    shows(at('DateGreaterThan', 'aws:CurrentTime', '2024-01-0‸1'), '2024-01-01 00:00 UTC (3 years ago)');
    shows(at('DateLessThan', 'aws:CurrentTime', '17987615‸99'), '2026-12-31 23:59:59 UTC (in 40 days)');
    shows(at('NumericLessThan', 'aws:EpochTime', '17987615‸99'), '2026-12-31 23:59:59 UTC (in 40 days)');
    shows(at('IpAddress', 'aws:SourceIp', '203.0.113.‸0/24'), '256 addresses');
    shows(at('IpAddress', 'aws:SourceIp', '203.0.113.‸7'), 'One address');
    shows(at('IpAddress', 'aws:SourceIp', '2001:db8:‸:/32'), '2^96 addresses');
    shows(at('IpAddress', 'aws:SourceIp', '10.0.0.‸1/8'), 'Private addresses', '`10.0.0.0/8`');
    shows(at('NumericLessThan', 'aws:MultiFactorAuthAge', '36‸00'), '1 hour');
    shows(at('StringLike', 'aws:PrincipalAccount', '46462253201‸2'), 'Datadog');
    assert.equal(shown(condition('"StringEquals"', '"sts:ExternalId"', '"ab‸c"')), undefined);
  });

  it('reads a subject part by part', () => {
    const subject = (value: string): string =>
      `"Effect": "Allow", "Principal": {${GITHUB}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": «"${value}"»}}`;
    shows(
      subject('repo:acme/app:ref:refs/he‸ads/main'),
      'Matches any GitHub Actions workflow in acme&#47;app on branch main.',
      '*owner:* `acme`',
      '*branch:* `main`',
    );
    shows(subject('repo:acme/‸*'), '*repository:* `*` (**any**)', 'organization or cluster');
    shows(subject('repo:‸*'), 'other customers');
    shows(subject('<SUB‸JECT>'), 'whose subject is', '*owner:* `…` (placeholder)');
  });

  it('lets no markup of the policy through', () => {
    const markdown = shown('"Principal": {"AWS": "arn:aws:iam::111122223333:role/a`<img src=x>‸[x](command:y)"}') ?? '';
    assert.ok(markdown.includes('``a`<img src=x>[x](command:y)``'), markdown);
    const owner = hover(
      new PolicyDocument('{"Statement": [{"Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}', true),
      45,
      testContext({ ownAccounts: { '111122223333': '[x](command:y) <b>' } }),
    )?.markdown;
    assert.ok(owner && !/\[x\]\(|<b>/.test(owner), owner);
  });

  it('finds its way into a policy inside a string', () => {
    const inner = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    const text = JSON.stringify({ AssumeRolePolicyDocument: inner });
    const found = hover(new PolicyDocument(text), text.indexOf('ec2'), testContext());
    assert.ok(found?.markdown.includes('Amazon EC2'));
    assert.equal(text.slice(found?.span.start, found?.span.end), '\\"ec2.amazonaws.com\\"');
  });

  it('explains what ends at the cursor, where nothing else begins', () => {
    shows('"Effect": «"Allow"»‸', 'unless a Deny also matches');
    shows('«"Effect"»‸: "Allow"', '`Allow` or `Deny`');
    shows('"Principal": {«"AWS"»‸: "444455556666"}', 'AWS');
  });

  it('is silent between things and outside of policies', () => {
    assert.equal(shown('{"Statement": [‸]}'), undefined);
    assert.equal(shown('{"name": "ec2.am‸azonaws.com"}', false), undefined);
  });
});
