import assert from 'node:assert/strict';
import { fragmentOf, type Fragment } from '../../../server/src/hosts/yaml/tokens.ts';
import { nodeText } from '../../support/terraformPolicies.ts';
import { extractedYaml, roleTemplate, statementTemplate } from '../../support/yamlPolicies.ts';

const SERVICE = '{Service: "ec2.amazonaws.com"}';
const ROLE = `{Version: "2012-10-17", Statement: [{Effect: "Allow", Principal: ${SERVICE}, Action: "sts:AssumeRole"}]}`;
const FLOW =
  "{Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]}";
const JSON_TEXT = ROLE.replace(/(\w+):(?= )/g, '"$1":');

/** How a policy is written, and the tree it is read as. */
const POLICIES: readonly (readonly [what: string, policy: string, tree?: string])[] = [
  [
    'a block mapping',
    'Version: "2012-10-17"\nStatement:\n  - Effect: Allow\n    Principal:\n      Service: ec2.amazonaws.com\n    Action: sts:AssumeRole\n',
  ],
  [
    'a list at the column of its key',
    'Version: "2012-10-17"\nStatement:\n- Effect: Allow\n  Principal:\n    Service: ec2.amazonaws.com\n  Action: sts:AssumeRole\n',
  ],
  [
    'one mapping for the statements',
    'Version: "2012-10-17"\nStatement:\n  Effect: Allow\n  Principal: {Service: ec2.amazonaws.com}\n  Action: sts:AssumeRole\n',
    ROLE.replace('[{', '{').replace('}]', '}'),
  ],
  ['a flow mapping', FLOW],
  ['a flow mapping over lines', FLOW.replaceAll(', ', ',\n          ')],
  ['JSON with its lines at the margin', JSON_TEXT.replaceAll(/, |(?<=\[)/g, ',\n').replace('[,', '[')],
  ['JSON', JSON_TEXT],
  ['quoted keys', FLOW.replace(/(\w+):(?= )/g, "'$1':")],
  [
    'comments',
    '# one\nVersion: "2012-10-17" # two\n\nStatement: # three\n  # four\n  - Effect: Allow\n    # five\n    Principal: {Service: ec2.amazonaws.com}\n    Action: sts:AssumeRole\n',
  ],
  [
    'explicit keys',
    '? Version\n: "2012-10-17"\n? Statement\n: - Effect: Allow\n    Principal: {Service: ec2.amazonaws.com}\n    Action: sts:AssumeRole\n',
  ],
  ['a date without quotes', FLOW.replace("'2012-10-17'", '2012-10-17')],
  ['JSON text in a literal block', `|\n${JSON_TEXT.replace(/^/gm, '        ')}`],
  ['JSON text in a folded block', `>-\n${JSON_TEXT.replaceAll(', ', ',\n').replace(/^/gm, '        ')}`],
  ['JSON text in a block with said indentation', `|2\n${JSON_TEXT.replace(/^/gm, '         ')}`],
  ['JSON text that keeps its end', `>+\n${JSON_TEXT.replace(/^/gm, '        ')}\n`],
  ['JSON text in single quotes', `'${JSON_TEXT}'`],
  ['JSON text in double quotes', JSON.stringify(JSON_TEXT)],
  ['JSON text in single quotes over lines', `'${JSON_TEXT.replaceAll(', ', ',\n          ')}'`],
  ['JSON text in a function', `!Sub '${JSON_TEXT}'`],
  ['JSON text in lines in a function', `!Sub |\n${JSON_TEXT.replace(/^/gm, '        ')}`],
  [
    'JSON text in a function with names',
    `\nFn::Sub:\n  - >-\n${JSON_TEXT.replace(/^/gm, '    ')}\n  - {A: b}\n`.slice(1),
  ],
];

/** A statement's condition or other member, and what it is read as. */
const VALUES: readonly (readonly [what: string, value: string, tree: string])[] = [
  ['a number', ' 310987654329', '"310987654329"'],
  ['a number with a zero', ' 012345678901', '"012345678901"'],
  ['a boolean', ' true', '"true"'],
  ['a boolean of YAML 1.1', ' yes', '"true"'],
  ['a quoted boolean', " 'yes'", '"yes"'],
  ['a date', ' 2027-01-01', '"2027-01-01"'],
  ['nothing', ' null', 'null'],
  ['no value', '', '_'],
  ['a text over lines', ' a\n  b', '"a b"'],
  ['a text with a tag', ' !!str 12', '"12"'],
  ['Sub', " !Sub 'repo:${Org}/x:*'", '"repo:${Org}/x:*"~5-11'],
  ['Sub in its long form', "\n  Fn::Sub: 'repo:${Org}/x:*'", '"repo:${Org}/x:*"~5-11'],
  ['Sub with names', "\n  Fn::Sub: ['repo:${O}/x', {O: !Ref Org}]", '"repo:${O}/x"~5-9'],
  ['Sub with a text that stays', " !Sub '${!aws:username}'", '"${aws:username}"'],
  ['Sub in a folded block', ' !Sub >-\n  a${B}\n  c', '"a${B} c"~1-5'],
  [
    'Join',
    " !Join ['', [codedeploy., !Ref AWS::Region, .amazonaws.com]]",
    '"codedeploy.${AWS::Region}.amazonaws.com"~11-25',
  ],
  ['Join in its long form', "\n  Fn::Join:\n    - ':'\n    - - a\n      - Ref: B", '"a:${B}"~2-6'],
  ['Join with a delimiter that nobody knows', ' !Join [!Ref D, [a, b]]', '<!Join [!Ref D, [a, b]]>'],
  ['Ref', ' !Ref Org', '<!Ref Org>'],
  ['Ref in its long form', ' {Ref: Org}', '<{Ref: Org}>'],
  ['GetAtt', ' !GetAtt Runner.Arn', '<!GetAtt Runner.Arn>'],
  ['GetAtt in its long form', '\n  Fn::GetAtt: [Runner, Arn]', '<Fn::GetAtt: [Runner, Arn]>'],
  ['ImportValue of Sub', "\n  Fn::ImportValue: !Sub '${E}-arn'", "<Fn::ImportValue: !Sub '${E}-arn'>"],
  ['If', ' !If [C, a, b]', '<!If [C, a, b]>'],
  ['another tag', ' !Other {a: b}', '<!Other {a: b}>'],
  ['a tag without a value', ' !Ref', '<!Ref>'],
  ['what a deploy fetches', " 'a{{resolve:ssm:/x:1}}b'", '"a{{resolve:ssm:/x:1}}b"~1-21'],
  ['items', ' [a, !Ref B, "c"]', '["a", <!Ref B>, "c"]'],
  ['items that are absent', ' [a, !Ref AWS::NoValue]', '["a"]'],
  [
    'items that a macro brings',
    '\n  - a\n  - Fn::Transform: {Name: X}',
    '["a", <Fn::Transform: {Name: X}>, +transform]',
  ],
  ['members that a macro brings', '\n  a: b\n  Fn::Transform: {Name: X}', '{a: "b", +transform}'],
  ['members for each of something', '\n  a: b\n  Fn::ForEach::X: [A, [b], {c: d}]', '{a: "b", +transform}'],
  ['a member that is absent', '\n  a: !Ref AWS::NoValue\n  b: c', '{b: "c"}'],
  ['the same name twice', '\n  a: b\n  a: c', '{a: "b", a: "c"}'],
  ['a pair in a list', ' [a: b]', '[{a: "b"}]'],
  ['a tag on a key', '\n  !Sub "${P}:sub": x', '{${P}:sub: "x"}'],
  ['an unknown alias', ' *nobody', '<*nobody>'],
];

const value = (written: string): string => {
  const [policy] = extractedYaml(
    statementTemplate(`Effect: Allow\nPrincipal: '*'\nAction: sts:AssumeRole\nX:${written}`),
  ).policies;
  const tree = nodeText(policy?.root);
  return tree.slice(tree.indexOf('X: ') + 3, -3);
};

/** The value of a member in tools that keep numbers and booleans. */
const TYPED: Readonly<Record<string, (written: string) => string>> = {
  Ansible: (written) =>
    `- iam_role:\n    assume_role_policy_document:\n      Statement: {Effect: Allow, X: ${written}}\n`,
  Kubernetes: (written) =>
    `apiVersion: a\nkind: Role\nspec:\n  assumeRolePolicy:\n    Statement: {Effect: Allow, X: ${written}}\n`,
  Pulumi: (written) =>
    `runtime: yaml\nr:\n  assumeRolePolicy:\n    fn::toJSON:\n      Statement: {Effect: Allow, X: ${written}}\n`,
};
/** What is written, and what it says by YAML 1.1 and 1.2. */
const WORDS: readonly (readonly [written: string, first: string, second: string])[] = [
  ['true', 'true', 'true'],
  ['False', 'false', 'false'],
  ['yes', 'true', '"yes"'],
  ['Off', 'false', '"Off"'],
  ['"yes"', '"yes"', '"yes"'],
  ['12', '12', '12'],
  ['y', '"y"', '"y"'],
];

describe('a policy in YAML', () => {
  for (const [tool, textOf] of Object.entries(TYPED))
    it(`has words that are no text: ${tool}`, () => {
      for (const [written, first, second] of WORDS) {
        const tree = nodeText(extractedYaml(textOf(written)).policies[0]?.root);
        assert.equal(tree.slice(tree.indexOf('X: ') + 3, -2), tool === 'Pulumi' ? second : first, written);
      }
    });

  for (const [what, policy, tree = ROLE] of POLICIES)
    for (const [how, text] of [
      [what, roleTemplate(policy)],
      [`${what}, with Windows line ends`, roleTemplate(policy).replaceAll('\n', '\r\n')],
    ] as const)
      it(`is read: ${how}`, () => {
        const { policies, problems } = extractedYaml(text);
        assert.deepEqual(
          policies.map(({ root }) => nodeText(root)),
          [tree],
        );
        assert.deepEqual(problems, []);
      });

  for (const [what, written, tree] of VALUES)
    it(`has a value: ${what}`, () => {
      assert.equal(value(written), tree);
    });
});

describe('an alias', () => {
  const TRUSTEES = 'x:\n  a: &a\n    Service: ec2.amazonaws.com\n  b: &b {Effect: Allow, Action: sts:AssumeRole}\n';
  const rootOf = (members: string, rest = TRUSTEES): string =>
    nodeText(extractedYaml(statementTemplate(members, rest)).policies[0]?.root).replace(/^.*Statement: \[|\]\}$/g, '');

  it('is what its anchor names', () => {
    assert.equal(
      rootOf('Effect: Allow\nPrincipal: *a\nAction: sts:AssumeRole'),
      `{Effect: "Allow", Principal: ${SERVICE}, Action: "sts:AssumeRole"}`,
    );
  });

  it('is the last one before it of several', () => {
    const rest = `${TRUSTEES}y: &a {AWS: '1'}\n`;
    assert.match(rootOf('Principal: *a', rest), /AWS: "1"/);
    assert.match(rootOf('Principal: *a').concat(''), /Service/);
    assert.match(
      nodeText(extractedYaml(`${statementTemplate('Principal: *a', TRUSTEES)}z: &a {AWS: '1'}\n`).policies[0]?.root),
      /Service/,
    );
  });

  it('ends with its document', () => {
    assert.match(rootOf('Principal: *a', `${TRUSTEES}---\n`), /<\*a>/);
  });

  it('brings members that a mapping does not have itself', () => {
    assert.equal(
      rootOf('<<: *b\nEffect: Deny\nPrincipal: *a'),
      `{Action: "sts:AssumeRole", Effect: "Deny", Principal: ${SERVICE}}`,
    );
    assert.equal(
      rootOf('<<: [*a, *b]\nEffect: Deny'),
      '{Service: "ec2.amazonaws.com", Action: "sts:AssumeRole", Effect: "Deny"}',
    );
    assert.equal(rootOf('<<: *nobody\nEffect: Deny'), '{Effect: "Deny", +merge}');
  });

  it('is a whole policy of several roles', () => {
    const text = `x: &trust ${FLOW}\n${roleTemplate('*trust')}${roleTemplate('*trust')
      .replace(/^Resources:\n/, '')
      .replace('Deploy', 'Other')}`;
    const { policies } = extractedYaml(text);
    assert.deepEqual(
      policies.map(({ root }) => nodeText(root)),
      [ROLE],
    );
    assert.ok(policies[0] && policies[0].root.span.start < text.indexOf('Resources'));
  });

  it('that holds itself is nothing', () => {
    assert.match(rootOf('Principal: *c', 'c: &c\n  Service: [*c, a]\n'), /Service: \[<\*c>, "a"\]/);
  });

  it('that makes billions is nothing, at once', () => {
    const bomb = Array.from({ length: 9 }, (_, i) => `x${i}: &x${i} [${`*x${i - 1}, `.repeat(9)}a]\n`)
      .join('')
      .replaceAll('*x-1', 'b');
    const root = rootOf('Principal: {AWS: *x8}', bomb);
    assert.match(root, /<\*x\d>/);
    assert.ok(root.length < 30_000);
    assert.match(rootOf('Principal: {AWS: *x0}', bomb), /"b", "b"/);
  });

  it('is one of so many that a policy may have', () => {
    const list = `x: &x [${'b, '.repeat(500)}c]\n`;
    assert.match(rootOf('A: *x\nB: *x\nC: *x\nD: *x', list), /D: <\*x>/);
    assert.doesNotMatch(rootOf('A: *x\nB: *x\nC: *x', list), /<\*x>/);
  });

  it('has its text among the pieces of the policy', () => {
    const text = statementTemplate('Effect: Allow\nPrincipal: *a\nAction: sts:AssumeRole', TRUSTEES);
    const [policy] = extractedYaml(text).policies;
    const at = text.indexOf('ec2.amazonaws.com');
    assert.ok(policy);
    assert.ok(policy.covers({ start: at, end: at + 3 }));
    assert.ok(!policy.covers({ start: text.indexOf('Effect: Allow,'), end: text.indexOf('Effect: Allow,') + 3 }));
    assert.notEqual(policy.fingerprint, extractedYaml(text.replace('ec2.', 'ec3.')).policies[0]?.fingerprint);
  });
});

describe('a part of a text in YAML', () => {
  it('is not read again where nothing but its place changed', () => {
    const read = (before: string): Fragment =>
      fragmentOf(`${before}  a: {b: c}\n`, before.length, before.length + 12, 2);
    const [one, other] = [read(''), read('x: "y"\n')];
    assert.equal(one.root, other.root);
    assert.deepEqual([one.place(4), other.place(4)], [2, 9]);
    assert.notEqual(fragmentOf('  a: {b: d}\n', 0, 12, 2).root, one.root);
  });

  it('has its place', () => {
    const texts: readonly (readonly [written: string, part: string])[] = [
      ['"a\\u00e9b: c"', 'b: c'],
      ["'it''s b'", 'b'],
      ['a\n         b c', 'b c'],
      ['!Sub "x${Y}zz"', 'zz'],
      ["!Join ['', [xx, !Ref Y, 'zz']]", 'zz'],
    ];
    for (const [written, part] of texts) {
      const text = statementTemplate(`Sid: ${written}`);
      const [policy] = extractedYaml(text).policies;
      const root = policy?.root;
      const statements = root?.kind === 'object' ? root.members.at(-1)?.value : undefined;
      const statement = statements?.kind === 'array' ? statements.items[0] : undefined;
      const sid = statement?.kind === 'object' ? statement.members[0]?.value : undefined;
      assert.ok(sid?.kind === 'string', written);
      const from = sid.value.indexOf(part);
      const { start, end } = sid.slice(from, from + part.length);
      assert.equal(text.slice(start, end), part);
    }
  });
});
