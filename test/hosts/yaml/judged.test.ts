import assert from 'node:assert/strict';
import { marked } from '../../support/marked.ts';
import {
  allFindingsInYaml,
  extractedYaml,
  indented,
  judgedYaml,
  roleTemplate,
  statementTemplate,
} from '../../support/yamlPolicies.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const WEB = 'Effect: Allow\nAction: sts:AssumeRoleWithWebIdentity\n';
const EC2 = 'Effect: Allow\nPrincipal: {Service: ec2.amazonaws.com}\nAction: sts:AssumeRole\n';
const VENDOR = 'Effect: Allow\nPrincipal: {AWS: "arn:aws:iam::464622532012:root"}\nAction: sts:AssumeRole\n';
const condition = (operators: string): string => `Condition:\n${indented(operators, 2)}`;
const web = (federated: string, operators: string): string =>
  `${WEB}Principal:\n  Federated: ${federated}\n${condition(operators)}`;

/** Faults, each at its mark. */
const FLAGGED: readonly (readonly [what: string, rule: string, text: string])[] = [
  [
    'a text in brackets behind one that braces break off',
    'service-name-case',
    statementTemplate(
      '{Effect: Allow, Condition: {StringEquals: {aws:SourceAccount: ${AWS::AccountId}}}, Principal: {Service: «EC2.amazonaws.com»}, Action: sts:AssumeRole}',
    ),
  ],
  ['a plain text', 'service-name-case', statementTemplate(EC2.replace('ec2.amazonaws.com', '«EC2.amazonaws.com»'))],
  [
    'a text in single quotes',
    'service-name-case',
    statementTemplate(EC2.replace('ec2.amazonaws.com', "«'EC2.amazonaws.com'»")),
  ],
  [
    'a text in double quotes',
    'service-name-case',
    statementTemplate(EC2.replace('ec2.amazonaws.com', '«"EC2.amazonaws.com"»')),
  ],
  [
    'a text in a block',
    'service-name-case',
    statementTemplate(EC2.replace('{Service: ec2.amazonaws.com}', '\n  Service: >-\n    «EC2.amazonaws.com»')),
  ],
  [
    'a text behind a tag',
    'service-name-case',
    statementTemplate(EC2.replace('ec2.amazonaws.com', '!Sub «"EC2.amazonaws.com"»')),
  ],
  [
    'a text of a long function',
    'service-name-case',
    statementTemplate(EC2.replace('ec2.amazonaws.com', '{"Fn::Sub": «"EC2.amazonaws.com"»}')),
  ],
  [
    'JSON text',
    'service-name-case',
    roleTemplate(
      '|\n        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": «"EC2.amazonaws.com"»},\n          "Action": "sts:AssumeRole"}]}',
    ),
  ],
  [
    'JSON text with escapes',
    'service-name-case',
    roleTemplate(
      '"{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": {\\"Service\\": «\\"EC2.amazonaws.com\\"»}, \\"Action\\": \\"sts:AssumeRole\\"}]}"',
    ),
  ],
  [
    'JSON text in single quotes',
    'service-name-case',
    roleTemplate(
      '\'{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": «"EC2.amazonaws.com"»}, "Action": "sts:AssumeRole"}]}\'',
    ),
  ],
  [
    'JSON text in a function',
    'value-wildcard-literal',
    roleTemplate(
      `!Sub |\n        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::\${AWS::AccountId}:oidc-provider/${GITHUB}"},\n        "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"${GITHUB}:aud": "sts.amazonaws.com", "${GITHUB}:sub": «"repo:acme/\${Repo}:*"»}}}]}`,
    ),
  ],
  [
    'what stands beside a hole',
    'value-wildcard-literal',
    statementTemplate(
      web(
        `!Sub 'arn:aws:iam::\${AWS::AccountId}:oidc-provider/${GITHUB}'`,
        `StringEquals:\n  ${GITHUB}:aud: sts.amazonaws.com\n  ${GITHUB}:sub: !Sub «'repo:acme/\${Repo}:*'»`,
      ),
    ),
  ],
  ['an element that is none', 'element-unknown', statementTemplate(EC2.replace('Action', '«Actions»'))],
  [
    'what is missing, at the first member',
    'action-missing',
    statementTemplate(EC2.replace('Effect', '«Effect»').replace('Action: sts:AssumeRole\n', '')),
  ],
  ['a key that is repeated', 'json-duplicate-key', statementTemplate(`${EC2}«Action»: sts:TagSession\n`)],
  [
    'a condition that is repeated',
    'json-duplicate-key',
    statementTemplate(
      `${VENDOR}${condition('StringEquals: {sts:ExternalId: abcdefgh}\n«StringEquals»: {aws:PrincipalOrgID: o-abcdefghij}')}`,
    ),
  ],
  [
    'a variable that nothing fills in',
    'placeholder',
    statementTemplate(
      'Effect: Allow\nPrincipal:\n  AWS: arn:aws:iam::«${AWS::AccountId}»:role/x\nAction: sts:AssumeRole',
    ),
  ],
  [
    'a parameter that nothing fills in',
    'placeholder',
    statementTemplate(
      'Effect: Allow\nPrincipal:\n  AWS: arn:aws:iam::111122223333:role/«${Name}»\nAction: sts:AssumeRole',
      'Parameters:\n  Name: {Type: String}\n',
    ),
  ],
  [
    'a variable in a key',
    'placeholder',
    statementTemplate(
      web(
        `!Sub 'arn:aws:iam::\${AWS::AccountId}:oidc-provider/x.example.com'`,
        `StringEquals:\n  oidc.eks.«\${AWS::Region}».amazonaws.com/id/A:sub: b`,
      ),
    ),
  ],
  [
    'a value at its anchor',
    'service-name-case',
    `x: &x\n  Service: «EC2.amazonaws.com»\n${statementTemplate(EC2.replace('{Service: ec2.amazonaws.com}', '*x'))}`,
  ],
  [
    'a value in a merge',
    'service-name-case',
    `x: &x {Service: «EC2.amazonaws.com»}\n${statementTemplate(EC2.replace('{Service: ec2.amazonaws.com}', '{<<: *x}'))}`,
  ],
  [
    'a number where JSON is sent',
    'element-type',
    `apiVersion: v1\nkind: R\nspec:\n  trustPolicy: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {AWS: «310987654329»}, Action: sts:AssumeRole}]}\n`,
  ],
  [
    'the statement behind a half-typed one',
    'service-name-case',
    statementTemplate(`Effect: Allow\nPrinc\nAction: sts:AssumeRole`) +
      indented(`- ${indented(EC2, 2).trimStart()}`, 10)
        .replace('ec2', '«Ec2')
        .replace('.com', '.com»'),
  ],
  [
    'JSON text that is none',
    'json-syntax',
    roleTemplate(
      '|\n        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/x"}«,» "Action": "sts:AssumeRole",}]}',
    )
      .replace('«,»', ',')
      .replace('",}', '"«,»}'),
  ],
];

/** What a deploy decides, and what is right, makes no finding. */
const SILENT: readonly (readonly [what: string, text: string])[] = [
  [
    'braces without quotes in brackets, which are no YAML',
    statementTemplate(
      `${EC2}Condition: {StringEquals: {aws:SourceAccount: \${AWS::AccountId}}, ArnLike: {aws:SourceArn: [arn:aws:s3:::\${A}-\${B}, "arn:aws:s3:::x"]}}\n`,
    ),
  ],
  ['a service', statementTemplate(EC2)],
  [
    'numbers and dates as text',
    statementTemplate(
      `Effect: Allow\nPrincipal: {AWS: 111122223333}\nAction: sts:AssumeRole\n${condition('DateLessThan: {aws:CurrentTime: 2027-01-01}\nBool: {aws:MultiFactorAuthPresent: true}\nNumericLessThan: {aws:MultiFactorAuthAge: 3600}')}`,
    ),
  ],
  [
    'a boolean of YAML 1.1',
    statementTemplate(
      `Effect: Allow\nPrincipal: {AWS: 111122223333}\nAction: sts:AssumeRole\n${condition('Bool: {aws:MultiFactorAuthPresent: yes}')}`,
    ),
  ],
  ['a version that is a date', roleTemplate(`Version: 2012-10-17\nStatement:\n  - ${indented(EC2, 4).trimStart()}`)],
  [
    'a condition that a deploy chooses',
    statementTemplate(
      `${VENDOR.replace('root', 'role/x')}Condition: !If [C, {StringEquals: {sts:ExternalId: !Ref X}}, !Ref AWS::NoValue]`,
    ),
  ],
  [
    'a condition that a deploy chooses, in its long form',
    statementTemplate(
      `${VENDOR.replace('root', 'role/x')}Condition:\n  Fn::If: [C, {StringEquals: {sts:ExternalId: !Ref X}}, !Ref AWS::NoValue]`,
    ),
  ],
  [
    'conditions that a macro brings',
    statementTemplate(
      `${VENDOR.replace('root', 'role/x')}Condition:\n  StringEquals: {aws:RequestedRegion: eu-west-1}\n  Fn::Transform: {Name: X}`,
    ),
  ],
  [
    'conditions that an alias brings',
    `x: &x {StringEquals: {sts:ExternalId: abcdefgh-1234}}\n${statementTemplate(`${VENDOR.replace('root', 'role/x')}Condition: *x`)}`,
  ],
  [
    'conditions of an alias that is nowhere',
    statementTemplate(`${VENDOR.replace('root', 'role/x')}Condition: {<<: *nowhere}`),
  ],
  [
    'statements that a macro brings',
    roleTemplate(
      `Version: '2012-10-17'\nStatement:\n  - Fn::Transform: {Name: X}\n  - ${indented(EC2, 4).trimStart()}`,
    ),
  ],
  [
    'a statement that a deploy chooses',
    roleTemplate(
      `Version: '2012-10-17'\nStatement:\n  - !If [C, {Effect: Allow}, !Ref AWS::NoValue]\n  - ${indented(EC2, 4).trimStart()}`,
    ),
  ],
  ['an element that is absent', statementTemplate(`${EC2}Resource: !Ref AWS::NoValue\n`)],
  [
    'principals that a deploy knows',
    statementTemplate(
      "Effect: Allow\nPrincipal:\n  AWS:\n    - !GetAtt Runner.Arn\n    - !ImportValue x\n    - Fn::ImportValue: !Sub '${E}-y'\nAction: sts:AssumeRole",
    ),
  ],
  [
    'a service that a deploy names',
    statementTemplate(
      "Effect: Allow\nPrincipal:\n  Service: !Join ['', [codedeploy., !Ref AWS::Region, .amazonaws.com]]\nAction: sts:AssumeRole",
    ),
  ],
  [
    'a service with the suffix of its partition',
    statementTemplate("Effect: Allow\nPrincipal:\n  Service: !Sub 'ec2.${AWS::URLSuffix}'\nAction: sts:AssumeRole"),
  ],
  [
    'an external ID that a deploy fetches',
    statementTemplate(
      `${VENDOR.replace('root', 'role/x')}${condition("StringEquals: {sts:ExternalId: '{{resolve:ssm:/x:1}}'}")}`,
    ),
  ],
  [
    'a policy variable',
    statementTemplate(
      `Effect: Allow\nPrincipal: {AWS: !GetAtt Runner.Arn}\nAction: sts:AssumeRole\n${condition("StringEquals: {sts:RoleSessionName: '${aws:username}'}")}`,
    ),
  ],
  [
    'a policy variable in a function',
    statementTemplate(
      `Effect: Allow\nPrincipal: {AWS: !GetAtt Runner.Arn}\nAction: sts:AssumeRole\n${condition("StringEquals: {sts:RoleSessionName: !Sub '${!aws:username}'}")}`,
    ),
  ],
  [
    'the provider of the template',
    statementTemplate(
      web(
        '!Ref Provider',
        `StringEquals:\n  ${GITHUB}:aud: sts.amazonaws.com\n  ${GITHUB}:sub: repo:acme/shop:ref:refs/heads/main`,
      ),
      `Parameters: {}\n`,
    ) + `  Provider:\n    Type: AWS::IAM::OIDCProvider\n    Properties:\n      Url: https://${GITHUB}\n`,
  ],
  [
    'keys that a function has',
    roleTemplate(
      `!Sub |\n        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated": "arn:aws:iam::\${AWS::AccountId}:oidc-provider/\${Issuer}"},\n        "Condition": {"StringEquals": {"\${Issuer}:aud": "sts.amazonaws.com", "\${Issuer}:sub": "system:serviceaccount:\${Ns}:\${Sa}"}}}]}`,
    ),
  ],
  ['a member that is half-typed', statementTemplate(`${EC2}Cond`)],
  [
    'an item that is half-typed',
    statementTemplate('Effect: Allow\nPrincipal:\n  Service:\n    - \nAction: sts:AssumeRole'),
  ],
  ['a quote that is half-typed', statementTemplate(EC2.replace('Effect: Allow', 'Effect: "Allow'))],
  ['a list that is half-typed', statementTemplate(EC2.replace('Action: sts:AssumeRole', 'Action: [sts:AssumeRole'))],
  ['a colon too many', statementTemplate(EC2.replace('Effect: Allow', 'Sid: a: b\nEffect: Allow'))],
];

describe('a policy in YAML is judged', () => {
  for (const [what, rule, source] of FLAGGED)
    it(`at the place of the fault: ${what}`, () => {
      for (const written of [source, source.replaceAll('\n', '\r\n')]) {
        const { text, spans } = marked(written);
        const [at] = spans;
        const findings = allFindingsInYaml(text).filter(({ ruleId }) => ruleId === rule);
        assert.deepEqual(
          findings.map(({ span }) => text.slice(span.start, span.end)),
          [at && text.slice(at.start, at.end)],
        );
        assert.deepEqual(findings[0]?.span, at);
      }
    });

  for (const [what, text] of SILENT)
    it(`without a false alarm: ${what}`, () => {
      assert.equal(extractedYaml(text).policies.length, 1);
      assert.deepEqual(
        judgedYaml(text).map(({ ruleId, message }) => `${ruleId}: ${message}`),
        [],
      );
    });

  it('with a function for a key, which CloudFormation takes nowhere, once', () => {
    const keyed = (first: string, second: string): string =>
      statementTemplate(
        web('!Ref Provider', `StringEquals:\n  ${first}: api://shop\n  ${second}: system:serviceaccount:shop:web`),
      );
    const text = keyed('!Sub "${Issuer}:aud"', '!Sub "${Issuer}:sub"');
    const said = allFindingsInYaml(text).map(({ level, ruleId, messageId, span }) =>
      [level, ruleId, messageId, text.slice(span.start, span.end)].join(' '),
    );
    assert.deepEqual(said, ['error placeholder function "${Issuer}:aud"']);
    // A text, and the keys of other tools.
    assert.deepEqual(allFindingsInYaml(keyed('!!str idp.example.com:aud', '!!str idp.example.com:sub')), []);
    const elsewhere = text.replace(/^Resources:[^]*AssumeRolePolicyDocument:/, 'assume_role_policy:');
    assert.deepEqual(allFindingsInYaml(elsewhere), []);
  });

  it('with the provider that its template has', () => {
    const text =
      statementTemplate(
        web('!Ref Provider', `StringLike:\n  ${GITHUB}:aud: sts.amazonaws.com\n  ${GITHUB}:sub: repo:*`),
      ) + `  Provider:\n    Type: AWS::IAM::OIDCProvider\n    Properties:\n      Url: https://${GITHUB}\n`;
    assert.ok(judgedYaml(text).some(({ ruleId }) => ruleId === 'oidc-subject-broad'));
    const provider = text.slice(text.indexOf('  Provider:'));
    const found = (reference: string): readonly string[] =>
      judgedYaml(statementTemplate(`${WEB}Principal:\n  Federated: ${reference}\n`) + provider).map(
        ({ ruleId }) => ruleId,
      );
    for (const reference of [
      '!GetAtt Provider.Arn',
      "!Sub '${Provider}'",
      '!Sub ${Provider.Arn}',
      "{'Fn::Sub': '${Provider.Arn}'}",
      "!Sub ['${Provider}', {Other: x}]",
    ])
      assert.deepEqual(found(reference), ['oidc-unconditioned'], reference);
    for (const other of ["!Sub '${Provider.Url}'", "!Sub ['${Provider}', {Provider: x}]", '!Sub ${Other}'])
      assert.deepEqual(found(other), [], other);
    const json = roleTemplate(
      `!Sub |\n        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "\${Provider}"}, "Action": "sts:AssumeRoleWithWebIdentity"}]}`,
    );
    assert.deepEqual(
      judgedYaml(json + provider).map(({ ruleId }) => ruleId),
      ['oidc-unconditioned'],
    );
    assert.deepEqual(judgedYaml(json), []);
  });

  it('with what its mappings have', () => {
    const mappings = 'Mappings:\n  M:\n    a:\n      b: EC2.amazonaws.com\n';
    const text = statementTemplate(EC2.replace('ec2.amazonaws.com', '!FindInMap [M, a, b]'), mappings);
    assert.deepEqual(
      judgedYaml(text).map(({ ruleId, span }) => [ruleId, text.slice(span.start, span.end)]),
      [['service-name-case', 'EC2.amazonaws.com']],
    );
  });

  it('as a text that a function would fill in only where nothing else does', () => {
    const unfilled = 'Effect: Allow\nPrincipal:\n  AWS: arn:aws:iam::${AWS::AccountId}:role/x\nAction: sts:AssumeRole';
    const level = (text: string): string | undefined =>
      allFindingsInYaml(text).find(({ ruleId }) => ruleId === 'placeholder')?.level;
    assert.equal(level(statementTemplate(unfilled)), 'error');
    assert.equal(level(statementTemplate(unfilled, 'Transform: [AWS::Serverless-2016-10-31]\n')), 'error');
    assert.equal(level(statementTemplate(unfilled, 'Transform: [AWS::Serverless-2016-10-31, Mine]\n')), 'information');
    assert.equal(
      level(`service: s\nprovider: {}\nresources:\n${indented(statementTemplate(unfilled), 2)}`),
      'information',
    );
    assert.equal(level(`x:\n${indented(statementTemplate(unfilled), 2)}`), 'information');
  });

  it('once where several roles have it', () => {
    const text = `x: &x {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: EC2.amazonaws.com}, Action: sts:AssumeRole}]}\n${roleTemplate('*x')}  B:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: *x\n`;
    assert.deepEqual(
      judgedYaml(text).map(({ ruleId }) => ruleId),
      ['service-name-case'],
    );
  });
});
