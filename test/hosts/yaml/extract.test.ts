import assert from 'node:assert/strict';
import { nodeText } from '../../support/terraformPolicies.ts';
import {
  allFindingsInYaml,
  extractedYaml,
  indented,
  roleTemplate,
  type YamlOrigin,
} from '../../support/yamlPolicies.ts';

const JSON_TEXT =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "ROOT"}, "Action": "sts:AssumeRole"}]}';
const TREE =
  '{Version: "2012-10-17", Statement: [{Effect: "Allow", Principal: {AWS: "ROOT"}, Action: "sts:AssumeRole"}]}';
const FLOW = '{Version: 2012-10-17, Statement: [{Effect: Allow, Principal: {AWS: ROOT}, Action: sts:AssumeRole}]}';
const BLOCK =
  'Version: 2012-10-17\nStatement:\n  - Effect: Allow\n    Principal:\n      AWS: ROOT\n    Action: sts:AssumeRole\n';

/** Where a trust policy stands in YAML; as YAML, or as the language and the name say. */
const FOUND: readonly (readonly [what: string, text: string, origin?: YamlOrigin])[] = [
  ['a role of a template', roleTemplate(BLOCK)],
  ['a template that says its version', roleTemplate(BLOCK, "AWSTemplateFormatVersion: '2010-09-09'\n")],
  [
    'a function of SAM',
    `Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      AssumeRolePolicyDocument: ${FLOW}\n`,
  ],
  [
    'the defaults of SAM',
    `Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    AssumeRolePolicyDocument: ${FLOW}\n`,
  ],
  [
    'a template in brackets',
    `{"Resources": {"R": {"Type": "AWS::IAM::Role",\n"Properties": {"AssumeRolePolicyDocument": ${JSON_TEXT}}}}}`,
  ],
  [
    'resources in brackets',
    `Resources: {R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: ${FLOW}}}}\n`,
  ],
  ['Serverless', `service: s\nprovider: {name: aws}\nresources:\n  ${indented(roleTemplate(BLOCK), 2).trimStart()}`],
  [
    'a list of resources of Serverless',
    `service: s\nprovider: {name: aws}\nresources:\n  - ${indented(roleTemplate(BLOCK), 4).trimStart()}`,
  ],
  [
    'an extension of Serverless',
    `service: s\nprovider: {name: aws}\nresources:\n  extensions:\n    IamRoleLambdaExecution:\n      Properties:\n        AssumeRolePolicyDocument: ${FLOW}\n`,
  ],
  [
    'ACK',
    `apiVersion: iam.services.k8s.aws/v1alpha1\nkind: Role\nmetadata:\n  name: r\nspec:\n  name: r\n  assumeRolePolicyDocument: |\n    ${JSON_TEXT}\n`,
  ],
  [
    'Crossplane',
    `apiVersion: iam.aws.upbound.io/v1beta1\nkind: Role\nspec:\n  forProvider:\n    assumeRolePolicy: |\n      ${JSON_TEXT}\n`,
  ],
  [
    'Crossplane with the long name',
    `apiVersion: iam.aws.crossplane.io/v1beta1\nkind: Role\nspec:\n  forProvider:\n    assumeRolePolicyDocument: '${JSON_TEXT}'\n`,
  ],
  [
    'kro',
    `apiVersion: kro.run/v1alpha1\nkind: ResourceGraphDefinition\nspec:\n  resources:\n    - id: role\n      template:\n        spec:\n          assumeRolePolicyDocument: |\n            ${JSON_TEXT}\n`,
  ],
  ['a ConfigMap', `apiVersion: v1\nkind: ConfigMap\ndata:\n  trust.json: |\n    ${JSON_TEXT}\n`],
  ['YAML in a ConfigMap', `apiVersion: v1\nkind: ConfigMap\ndata:\n  role.yaml: |\n${indented(BLOCK, 4)}`],
  [
    'a chart of Helm',
    `{{- if .Values.role }}\napiVersion: iam.services.k8s.aws/v1alpha1\nkind: Role\nspec:\n  name: {{ include "x" . }}\n  assumeRolePolicyDocument: |\n    ${JSON_TEXT}\n{{- end }}\n`,
  ],
  ['a list of manifests', `- apiVersion: v1\n  kind: Role\n  spec:\n    assumeRolePolicyDocument: '${JSON_TEXT}'\n`],
  [
    'the second of several documents',
    `apiVersion: v1\nkind: Namespace\n---\napiVersion: iam.services.k8s.aws/v1alpha1\nkind: Role\nspec:\n  assumeRolePolicyDocument: '${JSON_TEXT}'\n...\n`,
  ],
  [
    'Ansible',
    `- hosts: all\n  tasks:\n    - community.aws.iam_role:\n        name: r\n        assume_role_policy_document: '${JSON_TEXT}'\n`,
  ],
  [
    'a mapping of Ansible',
    `- iam_role:\n    name: r\n    assume_role_policy_document:\n${indented(BLOCK, 6)}`,
    { languageId: 'ansible' },
  ],
  [
    'Pulumi',
    `runtime: yaml\nresources:\n  r:\n    type: aws:iam:Role\n    properties:\n      assumeRolePolicy:\n        fn::toJSON:\n${indented(BLOCK, 10)}`,
  ],
  [
    'text of Pulumi',
    `runtime: {name: yaml}\nresources:\n  r:\n    type: aws:iam/role:Role\n    properties:\n      assumeRolePolicy: |\n        ${JSON_TEXT}\n`,
  ],
  ['any file with such a member', `roles:\n  - name: r\n    trust_policy: ${FLOW}\n`],
  ['a member in a list', `- assume-role-policy: ${FLOW}\n`],
  ['a member with a quoted name', `'AssumeRolePolicyDocument' : ${FLOW}\n`],
  ['a policy by its content', `x:\n  y:\n${indented(BLOCK, 4)}`],
  ['a document that is a policy', BLOCK],
  ['a document that is a policy, with its mark', `--- # a policy\n${BLOCK}`],
  ['text by its content', `x:\n  - >-\n    ${JSON_TEXT}\n`],
  ['text from an answer of IAM', `Role:\n  AssumeRolePolicyDocument: ${encodeURIComponent(JSON_TEXT)}\n`],
  [
    'a template as text',
    `Resources:\n  S:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n      TemplateBody: |\n${indented(roleTemplate(BLOCK), 8)}`,
  ],
  [
    'a JSON template as text',
    `Resources:\n  S:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n      TemplateBody: |\n        {"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": ${JSON_TEXT}}}}}\n`,
  ],
  [
    'a template as text in a function',
    `Resources:\n  S:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n      TemplateBody: !Sub |\n${indented(roleTemplate(BLOCK), 8)}`,
  ],
  [
    'a template as text in a function with names',
    `Resources:\n  S:\n    Properties:\n      TemplateBody:\n        Fn::Sub:\n          - |\n${indented(roleTemplate(BLOCK), 12)}          - {A: b}\n`,
  ],
  [
    'a template as text in a short function with names',
    `Resources:\n  S:\n    Properties:\n      TemplateBody: !Sub\n        - |\n${indented(roleTemplate(BLOCK), 10)}        - {A: b}\n`,
  ],
  ['what a condition chooses', roleTemplate(`!If [C, ${FLOW}, !Ref Other]`)],
  [
    'what a condition chooses, in its long form',
    roleTemplate(`Fn::If:\n  - C\n  - !Ref AWS::NoValue\n  -\n${indented(BLOCK, 4)}`),
  ],
  ['text that a condition chooses', roleTemplate(`!If [C, '${JSON_TEXT}', !Ref AWS::NoValue]`)],
  ['a file with a byte order mark', `\ufeff${roleTemplate(BLOCK)}`],
  ['a policy behind a tag', roleTemplate(`!Some\n${indented(BLOCK, 8)}`).replace(': !Some', ': # a comment')],
];

const SILENT: readonly (readonly [what: string, text: string, origin?: YamlOrigin])[] = [
  ['a reference', roleTemplate('!Ref Trust')],
  ['a file', roleTemplate('{Fn::Sub: file://trust.json}')],
  [
    'a file of Serverless',
    `service: s\nprovider: {name: aws}\nresources:\n${indented(roleTemplate('${file(trust.json)}'), 2)}`,
  ],
  ['a look-up of Ansible', `- iam_role:\n    assume_role_policy_document: "{{ lookup('file', 'trust.json') }}"\n`],
  [
    'a mapping of Ansible that becomes text',
    `- iam_role:\n    assume_role_policy_document: "{{ {'Statement': x} | to_json }}"\n`,
  ],
  [
    'a permissions policy',
    'x:\n  Statement:\n    - Effect: Allow\n      Action: sts:AssumeRole\n      Resource: "*"\n',
  ],
  [
    'a policy of a bucket',
    'Resources:\n  B:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - {Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "*"}\n',
  ],
  [
    'a policy of an organization',
    `Resources:\n  P:\n    Type: AWS::Organizations::Policy\n    Properties:\n      Content:\n${indented(BLOCK, 8)}`,
  ],
  [
    'an endpoint',
    `Resources:\n  P:\n    Type: AWS::EC2::VPCEndpoint\n    Properties:\n      PolicyDocument: ${FLOW}\n`,
  ],
  ['a role of another cloud', roleTemplate(BLOCK).replace('AWS::IAM::Role', 'ALIYUN::RAM::Role')],
  [
    'statements of a provider',
    'service: s\nprovider:\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action: sts:AssumeRole\n          Resource: "*"\n',
  ],
  [
    'a workflow',
    'on: push\njobs:\n  a:\n    steps:\n      - run: |\n          # the Statement of the Principal needs sts:AssumeRole\n          aws sts get-caller-identity\n',
  ],
  [
    'a workflow that writes a policy',
    `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          cat > trust.json <<EOF\n          ${JSON_TEXT}\n          EOF\n`,
  ],
  [
    'rules of Kyverno',
    'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nspec:\n  rules:\n    - validate:\n        pattern:\n          spec:\n            assumeRolePolicy: "*sts:AssumeRole*Statement*Principal*"\n',
  ],
  [
    'a mapping of Helm',
    `{{- if .Values.x }}\nspec:\n  assumeRolePolicyDocument:\n    Version: {{ .Values.v }}\n    Statement:\n      - Effect: Allow\n        Action: sts:AssumeRole\n{{- end }}\n`,
  ],
  ['a comment', indented(roleTemplate(BLOCK), 0).replace(/^/gm, '# ')],
  [
    'a text that speaks of policies',
    `description: |\n  A trust policy has a Statement with a Principal and sts:AssumeRole.\n  AssumeRolePolicyDocument: see below\n`,
  ],
  ['a member that is no policy', 'trust_policy: strict\nTrustPolicy:\n  level: 3\n'],
];

describe('a trust policy in YAML', () => {
  for (const [what, text, origin] of FOUND)
    it(`is found: ${what}`, () => {
      for (const written of [text, text.replaceAll('\n', '\r\n')]) {
        const { policies, problems } = extractedYaml(written, origin);
        assert.deepEqual(
          policies.map(({ root }) => nodeText(root)),
          [TREE],
        );
        assert.deepEqual(problems, []);
      }
    });

  for (const [what, text, origin] of SILENT)
    it(`is not seen in ${what}`, () => {
      const { policies, problems } = extractedYaml(text, origin);
      assert.deepEqual([policies.map(({ root }) => nodeText(root)), problems], [[], []]);
    });

  it('is each one of a file, in order', () => {
    const second = roleTemplate(BLOCK).replace('Resources:\n', '').replace('Deploy', 'Other').replace('ROOT', 'OTHER');
    const { policies } = extractedYaml(`${roleTemplate(`'${JSON_TEXT}'`)}${second}---\n${roleTemplate(FLOW)}`);
    assert.deepEqual(
      policies.map(({ root }) => nodeText(root)),
      [TREE, TREE.replace('ROOT', 'OTHER'), TREE],
    );
    assert.deepEqual(
      policies.map(({ owner }) => owner?.logicalId),
      ['Deploy', 'Other', 'Deploy'],
    );
  });

  it('is each that a condition chooses', () => {
    const other = FLOW.replace('ROOT', 'OTHER');
    for (const chosen of [
      `!If [C, ${FLOW}, ${other}]`,
      `!If [C, ${FLOW}, !If [D, ${other}, !Ref X]]`,
      `Fn::If:\n  - C\n  - ${indented(BLOCK, 4).trimStart()}  - ${indented(BLOCK.replace('ROOT', 'OTHER'), 4).trimStart()}`,
    ]) {
      const { policies } = extractedYaml(roleTemplate(chosen));
      assert.deepEqual(
        policies.map(({ root, owner }) => [nodeText(root), owner?.logicalId]),
        [
          [TREE, 'Deploy'],
          [TREE.replace('ROOT', 'OTHER'), 'Deploy'],
        ],
      );
    }
  });

  it('is the document itself where the user says so', () => {
    const text = 'Version: 2012-10-17\nStatement: []\n';
    assert.deepEqual(extractedYaml(text).policies, []);
    const { policies, isPolicy } = extractedYaml(text, { named: true });
    assert.deepEqual(
      [policies.map(({ root, place }) => [nodeText(root), place]), isPolicy],
      [[['{Version: "2012-10-17", Statement: []}', 'document']], true],
    );
    assert.deepEqual(extractedYaml(roleTemplate(FLOW), { named: false }).policies, []);
    assert.equal(extractedYaml(roleTemplate(FLOW), { named: true }).policies.length, 1);
  });

  it('keeps its place through texts within texts', () => {
    const text = FOUND.find(([what]) => what === 'a template as text')?.[1] ?? '';
    const [policy] = extractedYaml(text).policies;
    assert.ok(policy);
    assert.equal(text.slice(policy.root.span.start, policy.root.span.start + 7), 'Version');
    assert.equal(text.slice(policy.root.span.end - 14, policy.root.span.end), 'sts:AssumeRole');
  });

  it('says how long its text is', () => {
    assert.equal(extractedYaml(roleTemplate(FLOW)).policies[0]?.length(), JSON_TEXT.replaceAll(' ', '').length);
    assert.equal(extractedYaml(roleTemplate(FLOW.replace('ROOT', '!Ref X'))).policies[0]?.length(), undefined);
  });
});

describe('the role of a policy in YAML', () => {
  const ownerOf = (text: string): (string | undefined)[] => {
    const { owner } = extractedYaml(text).policies[0] ?? {};
    return owner
      ? [owner.logicalId, owner.roleName, owner.path, text.slice(owner.nameSpan.start, owner.nameSpan.end)]
      : [];
  };

  it('has a logical ID, and the name that the template gives it', () => {
    assert.deepEqual(ownerOf(roleTemplate(BLOCK)), ['Deploy', undefined, undefined, 'Deploy']);
    assert.deepEqual(ownerOf(`${roleTemplate(BLOCK)}      RoleName: "deploy"\n      Path: /ci/\n`), [
      'Deploy',
      'deploy',
      '/ci/',
      'deploy',
    ]);
    assert.deepEqual(ownerOf(`${roleTemplate(BLOCK)}      RoleName: !Sub 'x-\${Y}'\n`), [
      'Deploy',
      undefined,
      undefined,
      'Deploy',
    ]);
    assert.deepEqual(ownerOf(roleTemplate(`'${JSON_TEXT}'`)), ['Deploy', undefined, undefined, 'Deploy']);
  });

  it('is told however far its name stands from the policy', () => {
    const far = roleTemplate(BLOCK).replace(
      '      Assume',
      `      RoleName: far\n      Tags:\n${'        - {Key: a, Value: b}\n'.repeat(80)}      Assume`,
    );
    assert.deepEqual(ownerOf(far), ['Deploy', 'far', undefined, 'far']);
  });

  it('is told in brackets', () => {
    const text = `Resources: {R: {Type: AWS::IAM::Role, Properties: {RoleName: r, AssumeRolePolicyDocument: ${FLOW}}}}\n`;
    assert.deepEqual(ownerOf(text), ['R', 'r', undefined, 'r']);
  });

  it('has the name of its manifest', () => {
    const head = 'apiVersion: v1\nkind: Role\nmetadata:\n  name: meta\n';
    assert.deepEqual(ownerOf(`${head}spec:\n  name: ack\n  assumeRolePolicyDocument: '${JSON_TEXT}'\n`)[1], 'ack');
    assert.deepEqual(ownerOf(`${head}spec:\n  forProvider:\n    assumeRolePolicy: '${JSON_TEXT}'\n`)[1], 'meta');
    const annotated = `${head}  annotations:\n    crossplane.io/external-name: out\nspec:\n  forProvider:\n    assumeRolePolicy: '${JSON_TEXT}'\n`;
    assert.deepEqual(ownerOf(annotated)[1], 'out');
    assert.deepEqual(
      ownerOf(`${head.replace('meta', '${schema.spec.name}')}spec:\n  assumeRolePolicy: '${JSON_TEXT}'\n`),
      [],
    );
  });

  it('is each that takes the policy from its anchor', () => {
    const second = roleTemplate('*x').replace('Resources:\n', '').replace('Deploy', 'Other');
    const { policies } = extractedYaml(`x: &x ${FLOW}\n${roleTemplate('*x')}${second}`);
    assert.deepEqual(
      policies.map(({ owner }) => [owner?.logicalId, owner?.isApart, owner?.others?.map(({ logicalId }) => logicalId)]),
      [['Deploy', true, ['Other']]],
    );
    assert.equal(extractedYaml(roleTemplate(FLOW)).policies[0]?.owner?.isApart, undefined);
  });

  it('has no name where something fills it in', () => {
    const text = `service: s\nprovider: {}\nresources:\n${indented(`${roleTemplate(FLOW)}      RoleName: \${self:service}-x\n`, 2)}`;
    assert.deepEqual(ownerOf(text).slice(0, 2), ['Deploy', undefined]);
    assert.deepEqual(
      ownerOf(`- iam_role:\n    name: "{{ x }}"\n    assume_role_policy_document: '${JSON_TEXT}'\n`),
      [],
    );
  });

  it('has the name that a task gives it', () => {
    assert.deepEqual(
      ownerOf(`- iam_role:\n    name: task\n    assume_role_policy_document: '${JSON_TEXT}'\n`)[1],
      'task',
    );
  });
});

describe('what is filled in to YAML', () => {
  const federated = (text: string): string =>
    /Federated: ("[^"]*"[~\d-]*|<[^>]*>)/.exec(
      extractedYaml(text)
        .policies.map(({ root }) => nodeText(root))
        .join(),
    )?.[1] ?? '';
  const policy = (written: string): string =>
    `{Version: 2012-10-17, Statement: [{Effect: Allow, Principal: {Federated: ${written}}, Action: sts:AssumeRoleWithWebIdentity}]}`;

  it('is what its tool fills in, and no more', () => {
    const texts: readonly (readonly [text: string, tree: string])[] = [
      [roleTemplate(policy("'a${self:x}'")), '"a${self:x}"'],
      [
        `service: s\nprovider: {}\nx:\n  trust_policy: ${policy("'a${self:x}${aws:username}${env:A, ${self:b}}'")}\n`,
        '"a${self:x}${aws:username}${env:A, ${self:b}}"~1-10~25-44',
      ],
      [
        `service: s\nprovider: {}\nx:\n  trust_policy: ${policy("'#{AWS::AccountId}${AWS::Region}${aws:accountId}'")}\n`,
        '"#{AWS::AccountId}${AWS::Region}${aws:accountId}"~0-17~31-47',
      ],
      [
        `apiVersion: v1\nkind: R\nspec:\n  trustPolicy: ${policy("'${schema.spec.x}${aws:username}{{ y }}'")}\n`,
        '"${schema.spec.x}${aws:username}{{ y }}"~0-16~31-38',
      ],
      [`- iam_role:\n    trust_policy: ${policy("'a{{ x }}${y}'")}\n`, '"a{{ x }}${y}"~1-8'],
      [
        `runtime: yaml\nx:\n  trustPolicy: ${policy("'${a.arn}$${aws:x}${aws:username}'")}\n`,
        '"${a.arn}$${aws:x}${aws:username}"~0-8~8-17',
      ],
      [`x:\n  trust_policy: ${policy("'${x}{{ y }}'")}\n`, '"${x}{{ y }}"'],
    ];
    for (const [text, tree] of texts) assert.equal(federated(text), tree, text);
  });

  it('is filled in to JSON text as well', () => {
    const text = `- iam_role:\n    assume_role_policy_document: |\n      ${JSON_TEXT.replace('AWS', 'Federated').replace('ROOT', 'a{{ x }}')}\n`;
    assert.equal(federated(text), '"a{{ x }}"~1-8');
  });

  it('may be a value without quotes', () => {
    const text = `- iam_role:\n    assume_role_policy_document: |\n      ${JSON_TEXT.replace('AWS', 'Federated').replace('"ROOT"', '{{ x | to_json }}')}\n`;
    const [policy] = extractedYaml(text).policies;
    assert.match(nodeText(policy?.root), /Federated: <\{\{ x \| to_json \}\}>/);
    assert.deepEqual(
      allFindingsInYaml(text)
        .map(({ ruleId }) => ruleId)
        .filter((id) => id === 'placeholder'),
      [],
    );
  });

  it('is filled in to a template that stands in a function as text', () => {
    const templateWith = (tag: string, inner: string): string =>
      `Resources:\n  S:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n      TemplateBody: ${tag}|\n${indented(roleTemplate(policy(inner)), 8)}`;
    for (const [tag, inner, tree] of [
      ['', "'a${X}'", '"a${X}"'],
      ['', "!Sub 'a${X}'", '"a${X}"~1-5'],
      ['!Sub ', "'a${X}'", '"a${X}"~1-5'],
      ['!Sub ', "'a${!X}'", '"a${X}"'],
      ['!Sub ', "!Sub 'a${!X}'", '"a${X}"~1-5'],
      ['!Sub ', "!Sub 'a${X}${!Y}'", '"a${X}${Y}"~1-5~5-9'],
    ] as const)
      assert.equal(federated(templateWith(tag, inner)), tree, inner);
  });

  it('is filled in to JSON text that is an argument', () => {
    const json = JSON_TEXT.replace('AWS', 'Federated').replace('ROOT', 'a${X}');
    for (const call of [
      `Fn::Sub: |\n          ${json}`,
      `Fn::Sub:\n          - |\n            ${json}\n          - {X: b}`,
      `!Sub\n        - |\n            ${json}\n        - {X: b}`,
    ])
      for (const member of ['AssumeRolePolicyDocument', 'Other'])
        assert.equal(
          federated(
            `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      ${member}:${call.startsWith('F') ? '\n        ' : ' '}${call}\n`,
          ),
          '"a${X}"~1-5',
          call,
        );
  });

  it('leaves numbers and booleans what they are where the tool does', () => {
    const of = (head: string): string =>
      /Federated: (\S*)\}, Action/.exec(
        extractedYaml(`${head}trust_policy: ${policy('310987654329')}\n`)
          .policies.map(({ root }) => nodeText(root))
          .join(),
      )?.[1] ?? '';
    assert.equal(of('apiVersion: v1\nkind: R\n'), '310987654329');
    assert.equal(of('runtime: yaml\n'), '310987654329');
    assert.equal(of('service: s\nprovider: {}\n'), '"310987654329"');
    assert.equal(of(''), '"310987654329"');
  });

  it('may leave out what keeps a text from being JSON', () => {
    const text = `- iam_role:\n    assume_role_policy_document: |\n      {"Version": "2012-10-17", "Statement": [{% for a in b %}\n      {"Effect": "Allow", "Principal": {"AWS": "{{ a }}"}, "Action": "sts:AssumeRole"}{% if not loop.last %},{% endif %}{% endfor %}]}\n`;
    assert.deepEqual(extractedYaml(text).problems, []);
  });
});
