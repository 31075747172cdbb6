import assert from 'node:assert/strict';
import { complete, documentationOf, PolicyDocument } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { testContext } from '../support/context.ts';
import { marked, wholePolicy } from '../support/marked.ts';

// What is offered in each slot, beyond the mechanics that completion.test.ts looks at.

const context = {
  ...testContext({
    ownAccounts: { '111122223333': 'prod', '444455556666': 'dev' },
    trustedOrganizations: ['o-a1b2c3d4e5'],
  }),
  random: () => 'RANDOM',
};

interface Offer {
  readonly label: string;
  readonly kind: string;
  readonly detail: string;
  readonly after: string;
  readonly snippet: string;
  readonly filterText: string;
}

function offers(source: string, given = context): Offer[] {
  const { text, cursor } = marked(wholePolicy(source));
  const all = (snippets: boolean) => complete(new PolicyDocument(text, true), cursor ?? 0, given, snippets).completions;
  const snippets = all(true);
  return all(false).map(({ item, rendered }, i) => ({
    label: item.label,
    kind: item.kind,
    detail: item.detail,
    after: applyEdits(text, [rendered.edit, ...rendered.additional]),
    snippet: snippets[i]?.rendered.edit.newText ?? '',
    filterText: rendered.filterText,
  }));
}

function offer(source: string, label: string): Offer {
  const all = offers(source);
  const found = all.find((o) => o.label === label);
  assert.ok(found, `${label} is not among ${all.map((o) => o.label).join(', ')}`);
  return found;
}

const labels = (source: string): string[] => offers(source).map((o) => o.label);
const GITHUB = '"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"';
const statement = (principal: string, condition = ''): string =>
  `"Effect": "Allow", "Principal": {${principal}}, "Action": "sts:AssumeRole"${condition === '' ? '' : `, "Condition": ${condition}`}`;
const read = (text: string): { Statement: Record<string, unknown>[] } =>
  JSON.parse(text) as { Statement: Record<string, unknown>[] };

describe('completion, slot by slot', () => {
  it('an empty document: whole policies for each kind of trust, found by what one would type', () => {
    const all = offers('{‸');
    assert.ok(all.some((o) => o.label === 'Statement'));
    const { completions } = complete(new PolicyDocument('', true), 0, context, true);
    const found = completions.map((c) => c.item.label);
    for (const label of [
      'AWS service',
      'SaaS vendor',
      'GitHub Actions',
      'GitLab CI/CD',
      'SAML identity provider',
      'IAM Roles Anywhere',
    ])
      assert.ok(found.includes(label), label);
    const vendor = completions.find((c) => c.item.label === 'SaaS vendor');
    assert.match(vendor?.rendered.edit.newText ?? '', /\$\{1:THIRD_PARTY_ACCOUNT\}.*"\$\{2:<EXTERNAL_ID>\}"/s);
    assert.match(vendor?.rendered.filterText ?? '', /trust-vendor/);
    const account = completions.find((c) => c.item.label === 'AWS account');
    assert.match(account?.rendered.edit.newText ?? '', /\$\{1\|111122223333,444455556666\|\}/);
  });

  it('an object without statements: the same policies between its braces', () => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '*' } }] };
    const first = (source: string): string =>
      offer(source, 'AWS organization').after.replace(/,\s*"Action"[^}]*\}\s*\}/, '');
    for (const source of [
      '{‸}',
      '{\n  ‸\n}',
      '{trust-org‸}',
      '{"trust-org‸"}',
      '{\n  ‸}',
      '{"Version": "2012-10-17", ‸}',
    ])
      assert.deepEqual(JSON.parse(first(source)), policy, source);
    assert.match(first('{‸}'), /^\{\n {2}"Version": "2012-10-17",\n {2}"Statement": \[\n {4}\{\n {6}"Effect"/);
    assert.match(first('{\n  ‸\n}'), /^\{\n {2}"Version": "2012-10-17",\n {2}"Statement": \[\n {4}\{\n {6}"Effect"/);
    assert.ok(!labels('{"Statement": [], ‸}').includes('AWS organization'));
    assert.ok(!labels('{‸: []}').includes('AWS organization'));
  });

  it('a tenant’s issuer is filled in once, in the principal and in the keys', () => {
    const { completions } = complete(new PolicyDocument('', true), 0, context, true);
    const eks = completions.find((c) => c.item.label === 'EKS IRSA')?.rendered.edit.newText ?? '';
    assert.equal(eks.split('${3:<clusterId>}').length - 1, 3);
  });

  it('the elements a statement lacks, with what fits to fill in', () => {
    assert.deepEqual(labels('"Effect": "Allow", ‸'), ['Principal', 'Action', 'Condition', 'Sid']);
    assert.match(
      offer(`"Effect": "Allow", "Principal": {${GITHUB}}, ‸`, 'Action').after,
      /"Action": "sts:AssumeRoleWithWebIdentity"/,
    );
    assert.deepEqual(
      read(offer('"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, ‸', 'Action').after)
        .Statement[0]?.['Action'],
      ['sts:AssumeRole', 'sts:TagSession'],
    );
    assert.match(offer('{"Statement": [{"Sid": "Statement1"}, {‸}]}', 'Sid').after, /"Sid": "Statement2"/);
  });

  it('values of Principal and Condition, typed by hand', () => {
    assert.deepEqual(labels('"Principal": "‸"'), ['{ AWS }', '{ Service }', '{ Federated }']);
    assert.deepEqual(labels('"Principal": ‸'), ['{ AWS }', '{ Service }', '{ Federated }']);
    assert.deepEqual(read(offer('"Principal": "‸"', '{ Service }').after).Statement, [
      { Principal: { Service: 'ec2.amazonaws.com' } },
    ]);
    assert.equal(labels(`${statement('"AWS": "111122223333"')}, "Condition": ‸`)[0], '{ sts:ExternalId }');
    assert.deepEqual(labels(statement('"AWS": "111122223333"', '{"IpAddress": ‸}')), [
      '{ aws:SourceIp }',
      '{ aws:Ec2InstanceSourcePrivateIPv4 }',
      '{ aws:VpcSourceIp }',
    ]);
  });

  it('what else an item needs comes where it can be written; the item comes in half-typed text too', () => {
    const github = '"Action": "sts:AssumeRoleWithWebIdentity", "Effect": "Allow", ';
    for (const source of [
      '"Principal": {"‸"}',
      '"Principal": {"Fed‸"}',
      `${github}"Principal": {"‸"}`,
      `${github}"Principal": {"Fed‸"}`,
    ])
      assert.equal(read(offer(source, 'Federated').after).Statement.length, 1, source);
    assert.match(offer(`${github}"Principal": ‸`, '{ Federated }').after, /"Federated": "arn:/);
    const whole = offer(`${github}"Principal": {‸}`, 'Federated');
    assert.match(whole.after, /"Condition": \{.*githubusercontent\.com:sub/s);
    assert.doesNotMatch(offer(`${github}"Principal": {"‸"}`, 'Federated').after, /Condition/);
    const vendor = '{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "datadog‸"';
    assert.match(offer(vendor, 'arn:aws:iam::464622532012:root').after, /464622532012:root"$/);
    assert.match(
      offer('"Principal": {"Federated": ["‸"', 'token.actions.githubusercontent.com').after,
      /oidc-provider/,
    );
  });

  it('a form that lets more in without its guard is not offered where the guard cannot be written', () => {
    const form = (source: string): boolean => labels(source).includes('ForAllValues:StringEquals');
    const beside = (typed: string): string => statement(GITHUB, `{${typed} "Bool": {"aws:SecureTransport": "true"}}`);
    assert.ok(form(beside('‸')));
    assert.ok(!form(beside('"‸"')));
  });

  it('accounts by name, patterns to fill in, what stands in the policy', () => {
    const all = offers(
      '{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:role/ci"}}, {"Effect": "Allow", "Principal": {"AWS": "‸"}, "Action": "sts:AssumeRole"}]}',
    );
    assert.deepEqual(
      all.slice(0, 4).map((o) => [o.label, o.detail]),
      [
        ['arn:aws:iam::111122223333:root', 'Account prod'],
        ['arn:aws:iam::444455556666:root', 'Account dev'],
        ['arn:aws:iam::444455556666:role/ci', 'Used in these policies'],
        ['arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME', 'IAM role'],
      ],
    );
    assert.match(all[0]?.filterText ?? '', /prod/);
    assert.equal(all[3]?.snippet, '"arn:aws:iam::${1|111122223333,444455556666|}:role/${2:ROLE_NAME}"');
  });

  it('another’s account is never the first row, nor written unseen', () => {
    const given = { ...context, config: { ...context.config, ownAccounts: {} } };
    const datadog = '{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:role/ci"}}';
    const beside = (inside: string): readonly Offer[] => offers(`{"Statement": [${datadog}, {${inside}}]}`, given);
    const strangers = (found: readonly Offer[]): readonly number[] =>
      found.flatMap((o, i) => (o.after.split('464622532012').length > 2 ? [i] : []));
    const principals = beside('"Effect": "Allow", "Principal": {"AWS": "‸"}, "Action": "sts:AssumeRole"');
    assert.deepEqual(
      principals.map((o) => o.label.replace(/^.*?:(?=\d|A)/, '')),
      [
        'ACCOUNT_ID:role/ROLE_NAME',
        'ACCOUNT_ID:root',
        'ACCOUNT_ID:user/USER_NAME',
        'ACCOUNT_ID:assumed-role/ROLE_NAME/SESSION_NAME',
        '464622532012:root',
        '464622532012:role/ci',
      ],
    );
    const service = '"Effect": "Allow", "Principal": {"Service": "airflow.amazonaws.com"}, "Action": "sts:AssumeRole"';
    const values = (key: string): readonly Offer[] =>
      beside(`${service}, "Condition": {"StringLike": {"${key}": "‸"}}`);
    assert.deepEqual(
      values('aws:SourceAccount').map((o) => o.label),
      ['ACCOUNT_ID', '464622532012'],
    );
    assert.deepEqual(strangers(values('aws:PrincipalArn')), [2]);
    assert.deepEqual(strangers(values('aws:SourceArn')), []);
    assert.deepEqual(strangers(beside(`${service}, "Condition": {‸}`)), []);
    assert.deepEqual(strangers(beside('"Effect": "Allow", "Principal": {"Federated": "‸"}')), []);
  });

  it('vendors by name, together with the ExternalId that they need', () => {
    const source = '"Effect": "Allow", "Principal": {"AWS": "data‸"}, "Action": "sts:AssumeRole"';
    const datadog = offer(source, 'arn:aws:iam::464622532012:root');
    assert.equal(datadog.detail, 'Datadog, with an external ID');
    assert.match(datadog.filterText, /Datadog/);
    assert.deepEqual(read(datadog.after).Statement[0]?.['Condition'], {
      StringEquals: { 'sts:ExternalId': '<EXTERNAL_ID_FROM_DATADOG>' },
    });
    const { incomplete } = complete(
      new PolicyDocument('{"Statement":{"Principal":{"AWS":""}}}', true),
      34,
      context,
      true,
    );
    assert.ok(incomplete);
  });

  it('a word without quotes is asked for anew while it may become a literal', () => {
    const incomplete = (typed: string): boolean => {
      const { text, cursor } = marked(wholePolicy(`"Principal": ${typed}‸`));
      return complete(new PolicyDocument(text, true), cursor ?? 0, context, true).incomplete;
    };
    assert.deepEqual(['', 't', 'nul', 'trust', 'Fed', '"t'].map(incomplete), [false, true, true, false, false, false]);
  });

  it('services with what they need besides', () => {
    const pod = offer(statement('"Service": "‸"'), 'pods.eks.amazonaws.com');
    assert.deepEqual(read(pod.after).Statement[0]?.['Action'], ['sts:AssumeRole', 'sts:TagSession']);
    const anywhere = offer(statement('"Service": "‸"'), 'rolesanywhere.amazonaws.com');
    assert.match(anywhere.after, /"ArnEquals".*"aws:SourceArn"/s);
  });

  it('identity providers with the conditions that they need', () => {
    const github = offer(statement('"Federated": "‸"'), 'token.actions.githubusercontent.com');
    assert.deepEqual(read(github.after).Statement[0]?.['Condition'], {
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:<owner>/<repo>:environment:<environment>',
      },
    });
    assert.match(github.filterText, /GitHub Actions/);
    assert.ok(labels(statement('"Federated": "‸"')).includes('saml-provider/PROVIDER_NAME'));
  });

  it('operators that some key of the callers fits, plain ones first, other forms last', () => {
    const all = labels(statement('"AWS": "111122223333"', '{‸}'));
    const at = (label: string): number => all.indexOf(label);
    assert.ok(at('sts:ExternalId') === 0 && at('StringEquals') > 0);
    assert.ok(at('StringEquals') < at('Null') && at('Null') < at('StringEqualsIfExists'));
    assert.ok(at('StringEqualsIfExists') < at('ForAnyValue:StringLike'));
    assert.equal(at('BinaryEquals'), -1);
    assert.equal(labels(statement('"Service": "ec2.amazonaws.com"', '{‸}')).indexOf('NumericLessThan'), -1);
    assert.match(
      offer(statement('"AWS": "111122223333"', '{‸}'), 'StringEqualsIfExists').detail,
      /doesn't have the key/,
    );
  });

  it('the operator of conditions that stand: those that fit their keys', () => {
    const all = labels(statement('"AWS": "111122223333"', '{"‸": {"aws:SourceIp": "203.0.113.0/24"}}'));
    assert.deepEqual(all.slice(0, 2), ['IpAddress', 'Null']);
    assert.ok(!all.includes('StringEquals'));
  });

  it('keys that fit the operator; of a tag’s key the tag too', () => {
    assert.deepEqual(labels(statement('"AWS": "111122223333"', '{"Bool": {‸}}')).slice(0, 1), [
      'aws:MultiFactorAuthPresent',
    ]);
    assert.ok(!labels(statement('"AWS": "111122223333"', '{"Bool": {‸}}')).includes('sts:ExternalId'));
    assert.equal(
      offer(statement('"AWS": "111122223333"', '{"StringEquals": {‸}}'), 'aws:PrincipalTag/${TagKey}').snippet,
      '"aws:PrincipalTag/${1:team}": "${2:team-a}"',
    );
    assert.equal(
      offer(statement('"AWS": "111122223333"', '{"Null": {‸}}'), 'sts:ExternalId').snippet,
      '"sts:ExternalId": "false"',
    );
    assert.ok(labels(statement('"AWS": "111122223333"', '{"ForAnyValue:StringEquals": {‸}}')).includes('aws:TagKeys'));
  });

  it('values: whatever fits the key', () => {
    const values = (operator: string, key: string, principal = '"AWS": "111122223333"'): string[] =>
      labels(statement(principal, `{"${operator}": {"${key}": "‸"}}`));
    assert.deepEqual(values('StringEquals', 'sts:ExternalId'), ['RANDOM']);
    assert.deepEqual(values('StringEquals', 'aws:PrincipalOrgID'), ['o-a1b2c3d4e5']);
    assert.deepEqual(values('StringEquals', 'aws:SourceAccount'), ['111122223333', '444455556666']);
    assert.deepEqual(values('Bool', 'aws:MultiFactorAuthPresent'), ['true', 'false']);
    assert.deepEqual(values('Null', 'sts:ExternalId'), ['false', 'true']);
    assert.deepEqual(values('DateLessThan', 'aws:CurrentTime').slice(0, 2), [
      '2026-12-21T23:59:59Z',
      '2027-02-19T23:59:59Z',
    ]);
    assert.ok(values('StringEquals', 'aws:RequestedRegion').includes('eu-west-1'));
    assert.deepEqual(values('StringLike', 'sts:RoleSessionName'), ['${aws:username}']);
    assert.deepEqual(values('StringEquals', 'SAML:aud'), ['https://signin.aws.amazon.com/saml']);
    assert.deepEqual(values('StringEquals', 'token.actions.githubusercontent.com:aud', GITHUB), ['sts.amazonaws.com']);
    assert.deepEqual(values('ArnLike', 'aws:SourceArn', '"Service": "airflow.amazonaws.com"'), [
      'arn:aws:airflow:<REGION>:111122223333:environment/<ENV>',
    ]);
  });

  it('subjects in the forms that the provider issues, segment by segment', () => {
    const all = offers(statement(GITHUB, '{"StringEquals": {"token.actions.githubusercontent.com:sub": ["‸"]}}'));
    assert.equal(all[0]?.snippet, '"repo:${1:<owner>}/${2:<repo>}:environment:${3:<environment>}"');
    assert.ok(all.some((o) => o.snippet === '"repo:${1:<owner>}/${2:<repo>}:ref:refs/heads/${3:<branch>}"'));
    assert.ok(all.some((o) => o.label === 'repo:<owner>/<repo>:pull_request'));
    assert.ok(all.every((o) => !o.label.includes('*')));
  });

  it('nothing for a type that there is not, whatever its name', () => {
    for (const type of ['constructor', 'toString', '__proto__', 'Aws2'])
      assert.deepEqual(labels(`"Principal": {"${type}": "‸"}`), []);
  });

  it('documentation comes on request, for each kind of item', () => {
    const documented = [
      ['key', 'sts:ExternalId'],
      ['service', 'lambda.amazonaws.com'],
      ['action', 'sts:TagSession'],
      ['operator', 'StringLike'],
      ['element', 'Condition'],
      ['type', 'Federated'],
    ] as const;
    for (const [kind, label] of documented)
      assert.match(documentationOf(kind, label) ?? '', /docs\.aws\.amazon\.com/, label);
    assert.equal(documentationOf('value', 'true'), undefined);
  });
});
