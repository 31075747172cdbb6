import assert from 'node:assert/strict';
import { generatedOutputs, generatedText, problemWith, wizardSteps, type Answers } from '../../server/src/service.ts';

interface Written {
  readonly Principal: Readonly<Record<string, unknown>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const written = (answers: Answers): Written | undefined =>
  (JSON.parse(generatedText({ guards: [], ...answers }) ?? '{"Statement":[]}') as { Statement: Written[] })
    .Statement[0];

const wrong = (answers: Answers, step: string, value: string): string => problemWith(answers, step, value) ?? '';

const A = 'arn:aws:iam::222233334444:role/build';
const B = 'arn:aws:iam::222233334444:user/team/ana';

describe('principals that were pasted', () => {
  const principals = (text: string): unknown => written({ kind: 'account', principals: text })?.Principal['AWS'];

  it('are a list, however they were parted', () => {
    for (const text of [
      `${A}, ${B}`,
      `${A},${B},`,
      `"AWS": [\n  "${A}",\n  "${B}"\n]`,
      `{"AWS": ["${A}", "${B}"]}`,
      `[{"Arn": "${A}"}, {"Arn": "${B}"}]`,
      `“${A}”, “${B}”`,
      `- ${A}\n- ${B}`,
      `* ${A}\n* ${B}`,
      `1. ${A}\n2. ${B}`,
      `- \`${A}\`\n- \`${B}\``,
      `${A} and ${B}`,
      `${A} / ${B}`,
      `Role ARN: ${A}\nUser ARN: ${B}`,
    ])
      assert.deepEqual(principals(text), [A, B], text);
    for (const text of ['222233334444 and 3333-4444-5555', 'Account ID: 222233334444\nAccount: 3333 4444 5555'])
      assert.deepEqual(principals(text), ['arn:aws:iam::222233334444:root', 'arn:aws:iam::333344445555:root'], text);
  });

  it('keep the commas of their names, which no blank follows', () => {
    const named = 'arn:aws:iam::222233334444:role/a+b=c,d.@';
    assert.equal(principals(named), named);
    assert.equal(principals(`"${named}"`), named);
    assert.deepEqual(principals(`${A},${named},x,222233334444`), [A, `${named},x`, 'arn:aws:iam::222233334444:root']);
    for (const text of [`${A}, deploy`, `${A},lambda.amazonaws.com`, `${A},*`, `${A},role/deploy`, `${A},"deploy"`])
      assert.notEqual(wrong({ kind: 'account' }, 'principals', text), '', text);
  });
});

describe('a SAML provider that was pasted', () => {
  const PROVIDER = 'arn:aws-us-gov:iam::222233334444:saml-provider/Staff';
  const ROLE = 'arn:aws-us-gov:iam::222233334444:role/a,b';

  it('may be in a pair with a role, as the Role attribute of a response has it', () => {
    for (const provider of [
      PROVIDER,
      `${ROLE},${PROVIDER}`,
      `${PROVIDER},${ROLE}`,
      `${PROVIDER}, ${ROLE}`,
      `<saml2:AttributeValue>${ROLE},${PROVIDER}</saml2:AttributeValue>`,
    ]) {
      assert.deepEqual(written({ kind: 'saml', provider })?.Principal, { Federated: PROVIDER }, provider);
      const ids = wizardSteps({ kind: 'saml', provider }, () => '').map(({ id }) => id);
      assert.ok(!ids.includes('account') && !ids.includes('partition'), provider);
    }
    for (const none of [ROLE, `${PROVIDER},${PROVIDER}2`, `${ROLE},${ROLE}`])
      assert.match(wrong({ kind: 'saml' }, 'provider', none), /^Not the ARN of a SAML provider/, none);
  });

  it('has a sign-in address with its scheme or without', () => {
    const given = { kind: 'saml', provider: 'P', partition: 'aws', account: '222233334444', guards: ['signInAddress'] };
    const audience = (signInAddressValue: string): unknown =>
      written({ ...given, signInAddressValue })?.Condition?.['StringEquals']?.['SAML:aud'];
    for (const address of [
      'eu-west-1',
      'EU-WEST-1',
      'eu-west-1.signin.aws.amazon.com/saml',
      'eu-west-1.signin.aws.amazon.com',
      'HTTPS://EU-west-1.signin.aws.amazon.com/saml/',
    ])
      assert.equal(audience(address), 'https://eu-west-1.signin.aws.amazon.com/saml', address);
    assert.equal(
      audience('signin.aws.amazon.com/saml/acs/SAMLSPabc1'),
      'https://signin.aws.amazon.com/saml/acs/SAMLSPabc1',
    );
    for (const other of [
      'signin.aws.example.com/saml',
      'signin.aws.amazon.com/static/saml-metadata.xml',
      'eu-west-1.console.aws.amazon.com',
    ])
      assert.match(wrong(given, 'signInAddressValue', other), /^Not a sign-in address/, other);
  });
});

describe('a permission set that was pasted', () => {
  const pattern = (permissionSet: string): unknown =>
    written({ kind: 'identityCenter', account: '222233334444', permissionSet })?.Condition?.['ArnLike']?.[
      'aws:PrincipalArn'
    ];
  const of = (set: string, account = '222233334444'): string =>
    `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${set}_????????????????`;

  it('is read from its role, a session of it, a pattern or a link of the access portal', () => {
    for (const text of [
      'Admin',
      '“Admin”',
      'AWSReservedSSO_Admin_0123456789abcdef',
      'AWSReservedSSO_Admin_0123456789ABCDEF',
      'AWSReservedSSO_Admin_*',
      '*AWSReservedSSO_Admin_????????????????',
      'AWSReservedSSO_Admin_0123456789abcdef/ana@example.com',
      'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef',
      'role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef',
    ])
      assert.equal(pattern(text), of('Admin'), text);
    for (const text of [
      'arn:aws:iam::333344445555:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_*',
      'https://d-9012345678.awsapps.com/start/#/console?account_id=333344445555&role_name=Admin',
      'https://d-9012345678.awsapps.com/start/#/console?role_name=Admin&account_id=333344445555',
    ])
      assert.equal(pattern(text), of('Admin', '333344445555'), text);
    assert.equal(pattern('AWSReservedSSO_Read_Only_0123456789abcdef'), of('Read_Only'));
    assert.equal(pattern('ps-admins'), of('ps-admins'));
  });

  it('is no ID, nor what has no name of one in it', () => {
    for (const text of [
      'ps-0123456789abcdef',
      'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef',
      'AWSReservedSSO_',
      'AWSReservedSSO__0123456789abcdef',
      'arn:aws:iam::222233334444:user/AWSReservedSSO_Admin_0123456789abcdef',
      'arn:aws:iam::222233334444:role/Admin',
      'Admin*',
    ])
      assert.notEqual(wrong({ kind: 'identityCenter' }, 'permissionSet', text), '', text);
  });
});

describe('what is asked about SAML attributes', () => {
  it('names them in words', () => {
    const given = { kind: 'saml', provider: 'P', partition: 'aws', account: '222233334444' };
    const title = (guard: string): string | undefined =>
      wizardSteps({ ...given, guards: [guard] }, () => '').find(({ id }) => id === `${guard}Value`)?.title;
    assert.equal(title('samlCn'), 'Which common names (cn)?');
    assert.equal(title('samlMail'), 'Which email addresses?');
    assert.equal(title('samlSubject'), 'Which SAML subjects?');
  });

  it('has a question mark only where the query of an address begins', () => {
    const given = { kind: 'saml', provider: 'P', partition: 'aws', account: '222233334444', guards: ['samlIssuer'] };
    const issuer = (text: string): string => wrong(given, 'samlIssuerValue', text);
    for (const text of ['https://accounts.google.com/o/saml2?idpid=C01a2b3c4', 'urn:mace:example.edu'])
      assert.equal(issuer(text), '', text);
    for (const text of [
      'htt?s://idp.example.com/metadata',
      'https://idp.example.com/a?b?c',
      'urn:mace:?',
      'https://*/',
    ])
      assert.notEqual(issuer(text), '', text);
  });
});

describe('a description of several lines', () => {
  it('is written on one', () => {
    const given = {
      kind: 'sameAccount',
      account: '222233334444',
      guards: [],
      outputs: ['cloudformation'],
      roleName: 'r',
    };
    const description = 'Deploys\r\n  the shop\tat night\n';
    assert.equal(problemWith(given, 'description', description), undefined);
    assert.match(generatedOutputs({ ...given, description })[0]?.text ?? '', /: "?Deploys the shop at night"?/);
  });
});
