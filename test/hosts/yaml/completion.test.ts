// What is offered where in a YAML file, and what becomes of the text.
import assert from 'node:assert/strict';
import { offerOf, yamlDocument, yamlLoaded, yamlOffers as offers } from '../../support/offers.ts';
import { marked } from '../../support/marked.ts';
import { roleTemplate, statementTemplate } from '../../support/yamlPolicies.ts';

const PROVIDER = `Resources:
  GitHub:
    Type: AWS::IAM::OIDCProvider
    Properties:
      Url: https://token.actions.githubusercontent.com
  Okta:
    Type: AWS::IAM::SAMLProvider
    Properties:
      Name: Okta
  Caller:
    Type: AWS::IAM::Role
    Properties:
      RoleName: caller
`;
/** A template with resources, and a role with these members in its one statement. */
const withResources = (members: string): string => PROVIDER + statementTemplate(members).replace('Resources:\n', '');
const AWS = 'Effect: Allow\nPrincipal:\n  AWS: arn:aws:iam::111122223333:root\n';

const labels = (source: string, path?: string): string[] => offers(source, path).map(({ label }) => label);
const first = (source: string, path?: string): string | undefined => labels(source, path)[0];
/** The lines that an accepted offer leaves where the cursor's line was, without what they are indented by. */
function accepted(source: string, label: string, path?: string): string {
  const { after } = offerOf(offers(source, path), label);
  const [before = '', behind = ''] = source.split('‸');
  const from = before.lastIndexOf('\n') + 1;
  const rest = behind.slice(behind.indexOf('\n'));
  assert.ok(after.endsWith(rest) && after.startsWith(before.slice(0, from)), after);
  const lines = after.slice(from, after.length - rest.length);
  const indent = /^ */.exec(lines)?.[0] ?? '';
  return lines.replaceAll(`\n${indent}`, '\n').slice(indent.length);
}
const snippet = (source: string, label: string, path?: string): string => offerOf(offers(source, path), label).snippet;

before(yamlLoaded);

describe('completion in a YAML mapping', () => {
  it('offers the elements that are missing, by the column of those that stand', () => {
    assert.deepEqual(labels(statementTemplate(`Effect: Allow\n‸\n`)), ['Principal', 'Action', 'Condition', 'Sid']);
    assert.deepEqual(labels(statementTemplate(`Effect: Allow\nPr‸\nAction: x\n`)), ['Principal', 'Condition', 'Sid']);
    assert.deepEqual(labels(roleTemplate(`Version: '2012-10-17'\n‸\n`)).slice(0, 2), ['Statement', 'Id']);
    assert.deepEqual(labels(roleTemplate(`Version: '2012-10-17'\nStatement: []\n‸\n`)), ['Id']);
    for (const line of [' ‸', '   ‸', '\t‸'])
      assert.deepEqual(labels(statementTemplate(`Effect: Allow\n${line}\n`)), [], JSON.stringify(line));
  });

  it('changes only a name whose value stands', () => {
    const line = (name: string): string => accepted(statementTemplate(`Effect: Allow\n${name} x\n`), 'Action');
    assert.equal(line('Act‸:'), 'Action: x');
    assert.equal(line("'Act‸':"), "'Action': x");
    assert.equal(line('"Act‸:'), '"Action": x');
    assert.equal(line('‸:'), 'Action: x');
  });

  it('offers statements and their elements behind a dash, and where one is due', () => {
    const source = (line: string): string =>
      roleTemplate(`Version: '2012-10-17'\nStatement:\n  - Effect: Deny\n${line}\n`);
    for (const line of ['  - ‸', '  ‸']) {
      assert.deepEqual(labels(source(line)).slice(0, 6), [
        'Effect',
        'Principal',
        'Action',
        'Condition',
        'Sid',
        'AWS service',
      ]);
      assert.equal(accepted(source(line), 'Effect'), '- Effect: Allow');
      assert.equal(
        accepted(source(line), 'AWS service'),
        '- Effect: Allow\n  Principal:\n    Service: ec2.amazonaws.com\n  Action: sts:AssumeRole',
      );
    }
    assert.equal(first(source('  - trust-org‸')), 'Effect');
    assert.ok(labels(source('  - trust-org‸')).includes('AWS organization'));
    assert.deepEqual(labels(source('  -‸')), []);
    assert.deepEqual(labels(source('  ‸- Effect: Allow')), []);
  });

  it('offers values behind a colon, in the quotes that are begun', () => {
    for (const [typed, after] of [
      ['‸', 'Effect: Allow'],
      ['Al‸', 'Effect: Allow'],
      ['Al‸ # so far', 'Effect: Allow # so far'],
      ['Al‸low', 'Effect: Allow'],
      ['"‸"', 'Effect: "Allow"'],
      ["'Al‸", "Effect: 'Allow'"],
      ['‸ # so far', 'Effect: Allow # so far'],
    ] as const)
      assert.equal(accepted(statementTemplate(`Sid: X\nEffect: ${typed}\n`), 'Allow'), after, typed);
    assert.equal(accepted(statementTemplate('Sid: X\nEffect:‸\n'), 'Allow'), 'Effect: Allow');
    assert.deepEqual(labels(statementTemplate('Sid: X\nEffect: Allow ‸\n')), []);
    assert.deepEqual(labels(statementTemplate('Sid: X\nEffect: Allow # ‸\n')), []);
    assert.deepEqual(labels(statementTemplate('Sid: X\nEffect: # ‸\n')), []);
    assert.deepEqual(labels(statementTemplate('Sid: X\nEffect: "Allow"‸\n')), []);
  });

  it('makes new lines for what has lines of its own, and leaves no blanks', () => {
    const line = '{ Service }';
    for (const typed of ['Principal:‸', 'Principal: ‸', 'Principal: Serv‸'])
      assert.equal(
        accepted(statementTemplate(`Effect: Allow\n${typed}\nAction: x\n`), line),
        'Principal:\n  Service: ec2.amazonaws.com',
      );
    assert.equal(
      accepted(statementTemplate(`Principal: ‸\nAction: x\n`), line),
      '- Principal:\n    Service: ec2.amazonaws.com',
    );
    assert.equal(
      snippet(statementTemplate(`Principal: ‸\nAction: x\n`), '{ AWS }'),
      '\n    AWS: arn:aws:iam::${1:111122223333}:${2:root}',
    );
    assert.deepEqual(labels(statementTemplate(`Effect: Allow\nPrincipal: ‸\n  AWS: x\n`)), []);
  });

  it('offers names on a new line below one, where a mapping is due', () => {
    assert.deepEqual(labels(statementTemplate(`Principal:\n  ‸\nAction: x\n`)), ['AWS', 'Service', 'Federated']);
    assert.ok(labels(statementTemplate(`${AWS}Condition:\n  ‸\n`)).includes('StringEquals'));
    assert.equal(first(statementTemplate(`${AWS}Condition:\n  Bool:\n    ‸\n`)), 'aws:MultiFactorAuthPresent');
    assert.equal(first(statementTemplate(`Principal:\n  Service:\n    ‸\n`)), 'ec2.amazonaws.com');
    assert.equal(
      accepted(roleTemplate(`Version: '2012-10-17'\nStatement:\n  ‸\n`), 'AWS account').split('\n')[0],
      '- Effect: Allow',
    );
  });

  it('knows a colon that belongs to what is typed', () => {
    assert.equal(
      accepted(statementTemplate(`${AWS}Condition:\n  StringEquals:\n    aws:‸\n`), 'aws:PrincipalOrgID'),
      "aws:PrincipalOrgID: '<ORG_ID>'",
    );
    assert.equal(
      accepted(statementTemplate(`${AWS}Condition:\n  ForAnyValue:‸\n`), 'ForAnyValue:StringLike').split(' ')[0],
      'ForAnyValue:StringLike:\n',
    );
    assert.equal(accepted(statementTemplate(`${AWS}Action:\n  - sts:‸\n`), 'sts:TagSession'), '- sts:TagSession');
    assert.equal(accepted(statementTemplate(`${AWS}Action: sts:‸\n`), 'sts:TagSession'), 'Action: sts:TagSession');
  });

  it('offers each item once, quoted as those beside it', () => {
    const list = (...lines: readonly string[]): string =>
      statementTemplate(`Principal:\n  Service:\n    ${lines.join('\n    ')}\nAction: x\n`);
    assert.ok(!labels(list('- ec2.amazonaws.com', '- ‸')).includes('ec2.amazonaws.com'));
    assert.ok(!labels(list('- ‸', '- "ec2.amazonaws.com"')).includes('ec2.amazonaws.com'));
    assert.equal(accepted(list("- 'ec2.amazonaws.com'", '- ‸'), 'lambda.amazonaws.com'), "- 'lambda.amazonaws.com'");
    assert.equal(accepted(list('- "ec2.amazonaws.com"', '‸'), 'lambda.amazonaws.com'), '- "lambda.amazonaws.com"');
    assert.equal(accepted(list('- ec2.amazonaws.com', '- lam‸'), 'lambda.amazonaws.com'), '- lambda.amazonaws.com');
  });

  it('quotes what YAML would read as something else', () => {
    assert.equal(accepted(roleTemplate('‸\nStatement: []\n'), 'Version'), "Version: '2012-10-17'");
    assert.equal(
      accepted(statementTemplate(`${AWS}Condition:\n  Bool:\n    aws:MultiFactorAuthPresent: ‸\n`), 'true'),
      "aws:MultiFactorAuthPresent: 'true'",
    );
    assert.equal(
      accepted(statementTemplate(`${AWS}Condition:\n  Bool:\n    aws:MultiFactorAuthPresent: "‸"\n`), 'true'),
      'aws:MultiFactorAuthPresent: "true"',
    );
    assert.equal(
      snippet(statementTemplate(`${AWS}Condition:\n  StringEquals:\n    ‸\n`), 'sts:ExternalId'),
      "sts:ExternalId: '${1:RANDOM}'",
    );
  });

  it('writes lists and mappings as the document has them', () => {
    const outdented = `Resources:\n    R:\n        Type: AWS::IAM::Role\n        Properties:\n            ManagedPolicyArns:\n            - x\n            AssumeRolePolicyDocument: ‸\n`;
    assert.equal(
      accepted(outdented, 'AWS service'),
      `AssumeRolePolicyDocument:\n    Version: '2012-10-17'\n    Statement:\n    - Effect: Allow\n      Principal:\n          Service: ec2.amazonaws.com\n      Action: sts:AssumeRole`,
    );
    const windows = statementTemplate(`Principal: ‸\nAction: x\n`).replaceAll('\n', '\r\n');
    assert.ok(offerOf(offers(windows), '{ Service }').after.includes('Principal:\r\n'));
  });
});

describe('completion in YAML brackets', () => {
  const flow = (inside: string): string => statementTemplate(`Effect: Allow\n${inside}\n`);

  it('offers names, values and items with what separates them', () => {
    const service = (list: string): string => accepted(flow(list), 'lambda.amazonaws.com');
    assert.equal(
      service('Principal: { Service: [ec2.amazonaws.com, ‸] }'),
      'Principal: { Service: [ec2.amazonaws.com, lambda.amazonaws.com] }',
    );
    assert.equal(
      service('Principal: { Service: [ec2.amazonaws.com ‸] }'),
      'Principal: { Service: [ec2.amazonaws.com, lambda.amazonaws.com] }',
    );
    assert.equal(
      service('Principal: { Service: [‸ ec2.amazonaws.com] }'),
      'Principal: { Service: [lambda.amazonaws.com, ec2.amazonaws.com] }',
    );
    assert.equal(service("Principal: {Service: 'lam‸}"), "Principal: {Service: 'lambda.amazonaws.com'}");
    assert.equal(service('Principal: {Service:‸}'), 'Principal: {Service: lambda.amazonaws.com}');
    assert.equal(service('Principal: {"Service": ‸}'), 'Principal: {"Service": "lambda.amazonaws.com"}');
    assert.equal(accepted(flow('Action: [sts:‸]'), 'sts:TagSession'), 'Action: [sts:TagSession]');
    assert.equal(accepted(flow('Principal: {‸}'), 'AWS'), 'Principal: {AWS: arn:aws:iam::111122223333:root}');
    assert.equal(accepted(flow('Principal: { Serv‸: x }'), 'Service'), 'Principal: { Service: x }');
    assert.deepEqual(labels(flow('Principal: {Service: "ec2.amazonaws.com"‸}')), []);
    assert.deepEqual(labels(flow('Principal: {Service: x}‸')), []);
  });

  it('knows a policy that stands in brackets with all around it', () => {
    const all = (policy: string): string =>
      `Resources: {R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: ${policy}}}}\n`;
    assert.deepEqual(labels(all("{Version: '2012-10-17', Statement: [{Effect: ‸}]}")), ['Allow', 'Deny']);
    assert.ok(labels(all('‸')).includes('GitHub Actions'));
    assert.deepEqual(labels(all("{Version: '2012-10-17', Statement: []}").replace('Type', '‸, Type')), []);
  });

  it('lays out what goes over lines as JSON', () => {
    const source = roleTemplate('{\n          "Version": "2012-10-17",\n          "Statement": ‸\n        }');
    assert.match(offerOf(offers(source), 'AWS account').after, /"Statement": \[\n {12}\{\n {14}"Effect": "Allow",\n/);
  });
});

describe('references in YAML', () => {
  const fed = (value: string): string => withResources(`Effect: Allow\nPrincipal:\n  Federated: ${value}\n`);

  it('offers the providers and roles of the template, as they are said', () => {
    assert.deepEqual(labels(fed('‸')).slice(0, 2), ['!Ref GitHub', '!Ref Okta']);
    for (const typed of ['‸', 'Git‸', '!‸', '!Ref ‸', '!Ref Git‸', '!GetAtt Git‸'])
      assert.equal(accepted(fed(typed), '!Ref GitHub').split('\n')[0], 'Federated: !Ref GitHub', typed);
    assert.equal(accepted(fed('!Sub "‸"'), 'GitHub').split('\n')[0], 'Federated: !Sub "${GitHub}"');
    assert.equal(accepted(fed('!Sub ‸'), 'GitHub').split('\n')[0], 'Federated: !Sub ${GitHub}');
    assert.equal(accepted(fed('[!Ref ‸]'), '!Ref GitHub').split('\n')[0], 'Federated: [!Ref GitHub]');
    assert.ok(!labels(fed('\n    - !Ref GitHub\n    - ‸')).includes('!Ref GitHub'));
    const aws = labels(withResources('Effect: Allow\nPrincipal:\n  AWS: ‸\n'));
    assert.ok(aws.includes('!GetAtt Caller.Arn') && !aws.includes('!GetAtt Deploy.Arn'));
    assert.equal(first(fed('!Sub "arn:${‸}"')), 'AWS::AccountId');
    assert.deepEqual(labels(fed('!ImportValue ‸')), []);
  });

  it('says what they are', () => {
    const { label } = offerOf(offers(fed('‸')), '!Ref Okta');
    assert.equal(label, '!Ref Okta');
    const { text, cursor = 0 } = marked(fed('‸'));
    const resources = yamlDocument(text).cursorAt(cursor)?.resources ?? [];
    assert.deepEqual(
      resources.map(({ name }) => name),
      ['oidc-provider/token.actions.githubusercontent.com', 'saml-provider/Okta', 'role/caller'],
    );
  });

  it('offers them in JSON text that is substituted, and nowhere else', () => {
    const text = (opening: string): string =>
      PROVIDER +
      roleTemplate(
        `${opening}\n        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "‸"}}]}`,
      ).replace('Resources:\n', '');
    assert.equal(first(text('!Sub |')), 'GitHub');
    assert.ok(offerOf(offers(text('!Sub |')), 'GitHub').after.includes('"Federated": "${GitHub}"'));
    assert.notEqual(first(text('|')), 'GitHub');
  });
});

describe('whole policies in YAML', () => {
  it('come where a role has none yet', () => {
    for (const value of [
      'AssumeRolePolicyDocument:‸',
      'AssumeRolePolicyDocument: ‸',
      'AssumeRolePolicyDocument: trust-serv‸',
    ])
      assert.equal(
        accepted(roleTemplate('x').replace('AssumeRolePolicyDocument: x', value), 'AWS service'),
        `AssumeRolePolicyDocument:\n  Version: '2012-10-17'\n  Statement:\n    - Effect: Allow\n      Principal:\n        Service: ec2.amazonaws.com\n      Action: sts:AssumeRole`,
      );
    assert.equal(
      accepted(roleTemplate('\n‸\n').replace('        \n', ''), 'AWS service').split('\n')[0],
      "Version: '2012-10-17'",
    );
  });

  it('come as JSON in lines of a text, and where a manifest wants one', () => {
    const json = '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",';
    assert.ok(accepted(roleTemplate('|\n        ‸'), 'AWS service').startsWith(json));
    const manifest = `apiVersion: iam.services.k8s.aws/v1alpha1\nkind: Role\nspec:\n  name: r\n  assumeRolePolicyDocument: ‸\n`;
    const after = accepted(manifest, 'AWS service');
    assert.ok(after.startsWith(`assumeRolePolicyDocument: |\n  ${json.replaceAll('\n', '\n  ')}`), after);
    assert.ok(snippet(manifest, 'AWS service').startsWith('|\n  {\n    "Version"'));
    assert.deepEqual(labels(manifest.replace(' ‸', '\n    ‸')), []);
  });

  it('go on in JSON that is typed in lines', () => {
    const source = roleTemplate('|\n        {\n          "Version": "2012-10-17",\n          ‸\n');
    assert.ok(labels(source).includes('Statement'));
    assert.equal(
      accepted(roleTemplate('|\n        {\n          "Sta‸\n        }\n'), 'Statement').split('\n')[1],
      '  {',
    );
  });

  it('come nowhere else', () => {
    const whole = statementTemplate(`${AWS}Action: sts:AssumeRole\n`);
    for (const [place, line] of [
      ['Resources:', 'Resources:\n  ‸'],
      ['AWS::IAM::Role', 'AWS‸'],
      ['    Properties:', '    ‸\n    Properties:'],
      ['      Assume', '      ‸\n      Assume'],
      ['Resources:', '‸\nResources:'],
    ] as const)
      assert.deepEqual(labels(whole.replace(place, line)), [], line);
    assert.deepEqual(labels(`AssumeRolePolicyDocument: !Ref ‸\n`), []);
    assert.deepEqual(labels(roleTemplate('‸').replace('AWS::IAM::Role', 'ALIYUN::RAM::Role')), []);
    assert.deepEqual(labels('trustPolicy:\n  version: 1\n  registries: x\n  ‸\n'), []);
    assert.deepEqual(labels('{{- if .Values.x }}\nspec:\n  assumeRolePolicy:\n    ‸\n{{- end }}\n'), []);
  });
});
