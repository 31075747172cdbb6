import assert from 'node:assert/strict';
import {
  check,
  finish,
  isWanted,
  mapOf,
  PolicyDocument,
  rolesToldBy,
  type Config,
  type MapRole,
} from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { growsLinearly } from '../support/growth.ts';

const arn = (name: string, account = '111122223333'): string => `arn:aws:iam::${account}:role/${name}`;
const policy = (principal: unknown, action = 'sts:AssumeRole', more: object = {}): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: action, ...more }],
});
const role = (name: string, principal: unknown, action?: string): object => ({
  RoleName: name,
  Arn: arn(name),
  AssumeRolePolicyDocument: policy(principal, action),
});
const template = (roles: Readonly<Record<string, object>>): object => ({
  Resources: Object.fromEntries(
    Object.entries(roles).map(([id, properties]) => [id, { Type: 'AWS::IAM::Role', Properties: properties }]),
  ),
});
const trusting = (principal: unknown): object => ({ AssumeRolePolicyDocument: policy(principal) });

/** What files tell of roles, by their names. */
function toldBy(files: Readonly<Record<string, object>>, config: Partial<Config> = {}): MapRole[] {
  const context = testContext(config);
  return Object.entries(files).flatMap(([file, json]) => {
    const document = new PolicyDocument(JSON.stringify(json));
    const told = finish(rolesToldBy(document, context.config, finish(check(document, context))));
    return told.map((one) => ({ ...one, document: file, file }));
  });
}

/** The nodes of a map by their headings, as `shape`, and its arrows between headings. */
function drawn(roles: readonly MapRole[]): { nodes: Record<string, string>; arrows: string[] } {
  const { mermaid } = mapOf(roles);
  const headings = new Map<string, string>();
  const nodes: Record<string, string> = {};
  for (const [, id = '', open = '', text = ''] of mermaid.matchAll(/^ {2}(\w+)([[({/]+)"([^"]*)"/gm)) {
    const [heading = ''] = text.split('<br/>');
    headings.set(id, heading);
    nodes[heading] = open;
  }
  const arrows = [...mermaid.matchAll(/(\w+) --> (\w+)/g)].map(
    ([, from = '', to = '']) => `${headings.get(from) ?? '?'} → ${headings.get(to) ?? '?'}`,
  );
  return { nodes, arrows: arrows.sort() };
}

const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';

describe('the map of trust', () => {
  it('has accounts, vendors, services, identity providers and everyone, each in a shape of its own', () => {
    const { nodes, arrows } = drawn(
      toldBy({
        'a.json': {
          Roles: [
            role('service', { Service: 'lambda.amazonaws.com' }),
            role('vendor', { AWS: 'arn:aws:iam::464622532012:root' }),
            role('account', { AWS: '444455556666' }),
            role('github', { Federated: GITHUB }, 'sts:AssumeRoleWithWebIdentity'),
            role('saml', { Federated: 'arn:aws:iam::111122223333:saml-provider/Corp' }, 'sts:AssumeRoleWithSAML'),
            role('everyone', { AWS: '*' }),
            role('user', { AWS: 'arn:aws:iam::111122223333:user/ada' }),
          ],
        },
      }),
    );
    assert.deepEqual(arrows, [
      '444455556666 → account',
      'AWS Lambda → service',
      'Corp → saml',
      'Datadog → vendor',
      'Everyone → everyone',
      'GitHub Actions → github',
      'ada → user',
    ]);
    const shapes = ['AWS Lambda', 'Datadog', '444455556666', 'GitHub Actions', 'Everyone', 'ada'].map((n) => nodes[n]);
    assert.equal(new Set([...shapes, nodes['service']]).size, 6, JSON.stringify(nodes)); // of vendor and provider both begin alike
    assert.equal(nodes['GitHub Actions'], nodes['Corp']);
  });

  it('has one node for a caller of several roles, and one for a role that two files tell of', () => {
    const { nodes, arrows } = drawn(
      toldBy({
        'a.json': role('a', { AWS: [arn('b'), arn('c')] }),
        'again.json': role('a', { AWS: arn('d') }),
        'b.json': role('b', { Service: 'ec2.amazonaws.com' }),
        'c.json': role('c', { Service: 'ec2.amazonaws.com' }),
      }),
    );
    assert.deepEqual(arrows, ['Amazon EC2 → b', 'Amazon EC2 → c', 'b → a', 'c → a', 'd → a']);
    assert.notEqual(nodes['d'], nodes['b']); // nobody tells of it
  });

  it('has all roles, also those without an arrow', () => {
    const { nodes, arrows } = drawn(
      toldBy({ 'a.json': { RoleName: 'lonely', AssumeRolePolicyDocument: policy({ AWS: [] }) } }),
    );
    assert.deepEqual(Object.keys(nodes), ['lonely']);
    assert.deepEqual(arrows, []);
  });

  it('has no arrow for a statement that IAM rejects or that no request matches, nor from who cannot make its call', () => {
    const odd = (name: string, statement: object, more: readonly object[] = []): object => ({
      RoleName: name,
      Arn: arn(name),
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: arn('x') }, Action: 'sts:AssumeRole', ...statement }, ...more],
      },
    });
    const ids = ['7f9c3b1e', 'a0b1c2d3'];
    const { nodes, arrows } = drawn(
      toldBy({
        'a.json': {
          Roles: [
            odd('notPrincipal', { Principal: undefined, NotPrincipal: { AWS: arn('x') } }),
            odd('beside', { Principal: { AWS: [arn('x'), 'arn:aws:iam::111122223333:role/*'] } }),
            odd('twelve', { Principal: { AWS: ['11112222333', '111122223333'] } }),
            odd('service', { Principal: { Service: 'Lambda.amazonaws.com' } }),
            odd('type', { Principal: { Aws: '111122223333' } }),
            odd('effect', { Effect: 'allow' }),
            odd('token', { Principal: { Federated: GITHUB } }),
            odd('role', { Action: 'sts:AssumeRoleWithWebIdentity' }),
            odd('gone', { Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' } }),
            odd('both', {
              Condition: { StringEquals: { 'sts:ExternalId': ids[0] }, StringLike: { 'sts:ExternalId': ids[1] } },
            }),
            odd('denied', {}, [{ Effect: 'Deny', Principal: { AWS: arn('x') }, Action: 'sts:*' }]),
            odd('mixed', {
              Principal: { AWS: arn('x'), Federated: GITHUB, Service: 'ec2.amazonaws.com' },
              Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
            }),
            odd('fine', { Condition: { StringEquals: { 'sts:ExternalId': ids } } }),
          ],
        },
      }),
    );
    assert.deepEqual(arrows, ['GitHub Actions → mixed', 'x → fine']);
    assert.equal(Object.keys(nodes).length, 13 + 2);
  });

  it('calls a role of a template by its logical ID, and links Fn::GetAtt in any of its forms', () => {
    const { arrows } = drawn(
      toldBy({
        'stack.json': template({
          AppRole: trusting({ Service: 'lambda.amazonaws.com' }),
          Named: { RoleName: 'deploy', ...trusting({ AWS: { 'Fn::GetAtt': ['AppRole', 'Arn'] } }) },
          Computed: {
            RoleName: { 'Fn::Sub': '${AWS::StackName}-x' },
            ...trusting({ AWS: { 'Fn::GetAtt': 'AppRole.Arn' } }),
          },
          Open: trusting({ AWS: '*' }),
        }),
        'other.json': template({ AppRole: trusting({ AWS: { 'Fn::GetAtt': ['Missing', 'Arn'] } }) }),
        'c.json': role('c', { AWS: arn('deploy') }),
      }),
    );
    assert.deepEqual(arrows, [
      'AWS Lambda → AppRole',
      'AppRole → Computed',
      'AppRole → deploy',
      'Everyone → Open',
      'Missing → AppRole',
      'deploy → c',
    ]);
  });

  it('tells roles of the same name apart by their files', () => {
    const { mermaid } = mapOf(
      toldBy({
        'one/stack.json': template({ Deploy: trusting({ Service: 'ec2.amazonaws.com' }) }),
        'two/stack.json': template({ Deploy: trusting({ Service: 'ec2.amazonaws.com' }) }),
        'third.json': role('alone', { Service: 'ec2.amazonaws.com' }),
      }),
    );
    assert.ok(mermaid.includes('one/stack.json') && mermaid.includes('two/stack.json'));
    assert.ok(!mermaid.includes('third.json'));
  });

  it('leaves out no role that names nobody, and no statement that lets nobody in makes an arrow', () => {
    const denied = policy({ AWS: arn('b') }, 'sts:AssumeRole', { Effect: 'Deny' });
    const { arrows } = drawn(toldBy({ 'a.json': { RoleName: 'a', Arn: arn('a'), AssumeRolePolicyDocument: denied } }));
    assert.deepEqual(arrows, []);
  });

  it('draws no arrow for an Allow that a Deny covers', () => {
    const both = (deny: object): string =>
      JSON.stringify({
        RoleName: 'a',
        Arn: arn('a'),
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { AWS: arn('b') }, Action: 'sts:AssumeRole' },
            { Effect: 'Deny', Principal: deny, Action: 'sts:AssumeRole' },
          ],
        },
      });
    const arrows = (deny: object): number =>
      drawn(toldBy({ 'a.json': JSON.parse(both(deny)) as object })).arrows.length;
    assert.equal(arrows({ AWS: arn('b') }), 0);
    assert.equal(arrows({ AWS: arn('c') }), 1);
  });

  it('has buttons that lead to a role, or to where a caller is named', () => {
    const roles = toldBy({ 'a.json': { Roles: [role('a', { AWS: '*' }), role('b', { AWS: arn('a') })] } });
    const { drawing, places } = mapOf(roles);
    const told = [...drawing.svg.matchAll(/data-command="(\w+)" data-argument="(\d+)"/g)].map(
      ([, c, a]) => `${c} ${a}`,
    );
    assert.deepEqual(told.sort(), ['showCaller 0', 'showRole 0', 'showRole 1']);
    assert.deepEqual(places, [{ role: 0, span: roles[0]?.callers[0]?.span }]);
    assert.match(drawing.svg, /aria-description="Everyone, any AWS account: can assume a"/);
    assert.match(drawing.svg, /aria-description="Role a, 111122223333: can assume b"/);
    assert.doesNotMatch(drawing.file, /role="button"/);
  });

  it('draws as much as can be made out, and says what it leaves out', () => {
    const roles = Array.from({ length: 200 }, (_, i) => role(`r${i}`, { Service: 'ec2.amazonaws.com' }));
    const { left, mermaid } = mapOf(toldBy({ 'a.json': { Roles: roles } }));
    assert.equal(left, 82);
    assert.match(mermaid, /82 more roles/);
  });

  it('takes as long as there are roles, not as there are pairs of them', () => {
    const [one] = toldBy({ 'a.json': role('a', {}) });
    assert.ok(one);
    growsLinearly(
      'map',
      (size) => {
        const roles = Array.from({ length: size }, (_, i) => ({ ...one, arn: arn(`r${i}`), name: `r${i}` }));
        return () => mapOf(roles);
      },
      5000,
    );
  });
});

describe('the filter of the map', () => {
  const roles = toldBy(
    {
      'own.json': role('own', { AWS: arn('x') }),
      'ours.json': role('ours', { AWS: '444455556666' }),
      'foreign.json': role('foreign', { AWS: '777788889999' }),
      'service.json': role('service', { Service: 'lambda.amazonaws.com' }),
      'stack.json': template({ App: trusting({ AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }) }),
      'everyone.json': role('everyone', { AWS: '*' }),
      'github.json': role('github', { Federated: GITHUB }, 'sts:AssumeRoleWithWebIdentity'),
    },
    { ownAccounts: { '444455556666': 'billing' } },
  );
  const wanted = (filter: Partial<Parameters<typeof isWanted>[1]>): string[] =>
    roles.filter((r) => isWanted(r, { text: '', outside: false, risky: false, ...filter })).map(({ name }) => name);

  it('keeps all where nothing is asked for', () => {
    assert.equal(wanted({}).length, roles.length);
  });
  it('keeps roles that somebody outside can assume: no service, no account of one’s own, nothing that only a deploy knows', () => {
    assert.deepEqual(wanted({ outside: true }), ['foreign', 'everyone', 'github']);
  });
  it('keeps roles with an error or a warning', () => {
    assert.deepEqual(wanted({ risky: true }), ['foreign', 'everyone', 'github']);
  });
  it('finds a role by its name, its file and those who can assume it, whatever the case', () => {
    assert.deepEqual(wanted({ text: ' LAMBDA ' }), ['service']);
    assert.deepEqual(wanted({ text: 'billing' }), ['ours']);
    assert.deepEqual(wanted({ text: 'stack.json' }), ['App']);
    assert.deepEqual(wanted({ text: 'foreign' }), ['foreign']);
    assert.deepEqual(wanted({ text: 'nobody' }), []);
  });
});
