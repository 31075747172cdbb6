import assert from 'node:assert/strict';
import type { Graph } from '../server/src/diagram/graph.ts';
import { mermaidOf } from '../server/src/diagram/mermaid.ts';
import { draw, standalone } from '../server/src/diagram/svg.ts';
import { check, finish, report, PolicyDocument } from '../server/src/service.ts';
import { testContext } from './support/context.ts';

const graph = (heading: string): Graph => ({
  title: heading,
  nodes: [
    { id: 'a', kind: 'principal', heading, lines: [] },
    { id: 'b', kind: 'guard', heading: 'G', lines: ['one', 'two'] },
    { id: 'c', kind: 'role', heading: 'R', lines: [] },
  ],
  edges: [
    { from: 'a', to: 'b', kind: 'flow' },
    { from: 'b', to: 'c', kind: 'blocked' },
  ],
});

describe('pictures', () => {
  it('are drawn from left to right, each part with a name and its whole text', () => {
    const { svg, style } = draw(graph('Who'));
    const xs = [...svg.matchAll(/<rect x="([\d.]+)"/g)].map((m) => Number(m[1]));
    assert.ok(xs.length === 3 && (xs[0] ?? 0) < (xs[1] ?? 0) && (xs[1] ?? 0) < (xs[2] ?? 0), xs.join());
    assert.equal(svg.match(/role="img" aria-label="/g)?.length, 3);
    assert.match(svg, /aria-label="G, one, two"><title>G, one, two<\/title>/);
    assert.ok(!svg.includes('<style') && style.includes('--vscode-'));
    assert.match(standalone({ svg, style }), /^<svg [^>]*><style>.*--vscode-editor-foreground,#/s);
  });

  it('has for buttons what tells the page something, and nothing else; a file has none', () => {
    const { nodes, ...rest } = graph('Who');
    const tells = { command: 'show', argument: '"1' };
    const drawing = draw({ ...rest, nodes: nodes.map((n) => (n.id === 'b' ? { ...n, label: 'To R', tells } : n)) });
    assert.deepEqual(drawing.svg.match(/<g id="\S+" class="\w+" role="button".*?>/g), [
      '<g id="node-b" class="guard" role="button" tabindex="0" data-command="show" data-argument="&#34;1" aria-description="To R">',
    ]);
    assert.equal(drawing.svg.match(/tabindex/g)?.length, 1);
    const file = standalone(drawing);
    assert.doesNotMatch(file, /role="button"|tabindex|data-/);
    assert.equal(file.match(/role="img"/g)?.length, 3);
  });

  it('keep the order of their parts where it says something', () => {
    const nodes = Array.from({ length: 5 }, (_, i) => [
      { id: `who${i}`, kind: 'principal' as const, heading: `Who ${i}`, lines: [] },
      { id: `gate${i}`, kind: 'guard' as const, heading: `Gate ${i}`, lines: ['one', 'two'].slice(i % 3) },
    ]).flat();
    const edges = Array.from({ length: 5 }, (_, i) => [
      { from: `who${i}`, to: `gate${i}`, kind: 'flow' as const },
      { from: `gate${i}`, to: 'role', kind: 'flow' as const },
    ]).flat();
    const { svg } = draw({
      title: 'In order',
      nodes: [...nodes, { id: 'role', kind: 'role', heading: 'R', lines: [] }],
      edges,
      keepsOrder: true,
    });
    for (const part of ['who', 'gate']) {
      const tops = [0, 1, 2, 3, 4].map((i) =>
        Number(new RegExp(`id="node-${part}${i}".*?<rect x="[\\d.]+" y="([\\d.]+)"`).exec(svg)?.[1]),
      );
      assert.deepEqual(
        tops,
        [...tops].sort((a, b) => a - b),
        part,
      );
    }
  });

  it('are as large as the text around them asks for, however narrow the page is', () => {
    const { svg, style } = draw(graph('Who'));
    const [, width, em] = /viewBox="0 0 ([\d.]+) [\d.]+" width="([\d.]+)em"/.exec(svg) ?? [];
    const font = Number(/\.trust text\{font-size:(\d+)px/.exec(style)?.[1]);
    assert.ok(Math.abs(Number(width) - Number(em) * font) < 0.1, `${width} ${em} ${font}`);
    assert.match(style, /svg\.trust\{[^}]*font-size:var\(--vscode-font-size,/);
    assert.doesNotMatch(style, /max-width|height:auto/);
  });

  it('have boxes as wide as their text is in a wide font', () => {
    const widthOfBox = (heading: string): number =>
      Number(/<rect .*?width="([\d.]+)"/.exec(draw(graph(heading)).svg)?.[1]);
    assert.ok(widthOfBox('WWWWWWWWWW') > 1.5 * widthOfBox('rrrrrrrrrr'));
    // As wide as DejaVu Sans Bold of 13 pixels draws it.
    assert.ok(widthOfBox('AWSReservedSSO_Admin_01234567') > 220);
    const { svg } = draw(graph('AWSReservedSSO_Admin_0123456789abcdef_and_a_name_that_goes_on'));
    assert.ok((svg.match(/<text class="heading"/g)?.length ?? 0) > 3, svg);
  });

  it('let no markup of a policy through', () => {
    const hostile = '</text><script>alert(1)</script>"]; click a "javascript:x" `${x}`';
    const { svg } = draw(graph(hostile));
    assert.ok(!svg.includes('<script') && !svg.includes('"javascript'), svg);
    const mermaid = mermaidOf(graph(hostile));
    const [node = ''] = mermaid.split('\n').filter((line) => line.startsWith('  a['));
    assert.match(node, /^ {2}a\["[^"<>`;[\]]*(?:#\d+;[^"<>`[\]]*)*"\]$/);
  });

  it('is empty where there is nothing to draw', () => {
    assert.match(draw({ title: 'none', nodes: [], edges: [] }).svg, /viewBox="0 0 0 0" width="0em" height="0em"/);
  });

  it('wrap long names and draw many', () => {
    const long = draw(graph('arn:aws:iam::111122223333:role/'.repeat(8))).svg;
    assert.ok((long.match(/<text/g)?.length ?? 0) > 8);
    const many: Graph = {
      title: 'many',
      nodes: [
        ...Array.from({ length: 200 }, (_, i) => ({
          id: `p${i}`,
          kind: 'principal' as const,
          heading: `P${i}`,
          lines: [],
        })),
        { id: 'r', kind: 'role', heading: 'R', lines: [] },
      ],
      edges: Array.from({ length: 200 }, (_, i) => ({ from: `p${i}`, to: 'r', kind: 'flow' as const })),
    };
    assert.equal(draw(many).svg.match(/<rect/g)?.length, 201);
  });

  it('as Mermaid, a shape for each kind', () => {
    assert.equal(
      mermaidOf(graph('Who')),
      'flowchart LR\n  a["Who"]\n  b{{"G<br/>one<br/>two"}}\n  c(["R"])\n  a --> b\n  b -. nobody .-> c\n',
    );
  });
});

describe('the report on who can assume a role', () => {
  const of = (text: string, offset = 0) => {
    const policyDocument = new PolicyDocument(text, true);
    const context = testContext({ ownAccounts: { '111122223333': 'prod' } });
    return finish(report(policyDocument, finish(check(policyDocument, context)), context, offset));
  };
  const policy = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

  it('has sentences, conditions with their tests, risks, and the callers’ side', () => {
    const found = of(
      policy({
        Sid: 'Vendor',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::464622532012:root' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': '12345' } },
      }),
    );
    assert.deepEqual(
      found?.statements.map(({ name, sentence, guards }) => [name, sentence, guards]),
      [
        [
          'Vendor',
          'Any principal in account 464622532012 (Datadog) can assume this role if it sends the external ID',
          [{ phrase: 'it sends the external ID', test: 'StringEquals sts:ExternalId: 12345' }],
        ],
      ],
    );
    assert.deepEqual(
      found.risks.map((r) => r.ruleId),
      ['external-id-weak'],
    );
    assert.match(found.callers.policy ?? '', /"Resource": "arn:aws:iam::<ACCOUNT_ID>:role\/<ROLE_NAME>"/);
    assert.ok(found.callers.notes.some((n) => n.includes('--external-id')));
    assert.match(found.revoking.join(' '), /existing sessions keep working/);
    assert.match(found.picture.mermaid, /^flowchart LR\n {2}who0x0\["Any principal/);
  });

  it('says what each kind of caller needs, and names the role of a dump', () => {
    const service = of(
      policy({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    );
    assert.match(service?.callers.notes.join(' ') ?? '', /iam:PassRole/);
    assert.equal(service?.callers.policy, undefined);
    const role = (name: string): string =>
      `{"RoleName": "${name}", "Arn": "arn:aws:iam::111122223333:role/${name}", "AssumeRolePolicyDocument": ${policy({ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' })}}`;
    const dump = `{"Roles": [${role('a')}, ${role('b')}]}`;
    const b = of(dump, dump.indexOf('"b"') + 120);
    assert.equal(b?.role, 'arn:aws:iam::111122223333:role/b');
    assert.match(b.callers.policy ?? '', /"Resource": "arn:aws:iam::111122223333:role\/b"/);
    const none = new PolicyDocument('{"name": "x"}');
    assert.equal(finish(report(none, finish(check(none, testContext())), testContext(), 0)), undefined);
  });

  it('begins with what all statements come to', () => {
    const allow = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const deny = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
    assert.match(of(policy(allow))?.outcome ?? '', /ec2.* can assume this role\.$/i);
    assert.equal(of(policy(deny))?.outcome, 'No one can assume this role.');
    assert.match(of(policy(allow, deny))?.outcome ?? '', /denies it\.$/);
  });

  it('is of the role that a place is about, also beside its policy and between roles', () => {
    const role = (name: string): string =>
      `{"RoleName": "${name}", "AssumeRolePolicyDocument": ${policy({ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' })}, "MaxSessionDuration": 3600}`;
    const dump = `{"Roles": [${role('a')},\n\n${role('b')}]}`;
    const at = (text: string, nth = 0): string | undefined => of(dump, dump.lastIndexOf(text) + nth)?.role;
    assert.deepEqual([of(dump)?.role, at('"a"'), at('\n\n', 1), at('"b"'), at(']}')], ['a', 'a', 'a', 'b', 'b']);
    const { start, end } = of(dump, dump.indexOf('"b"'))?.about ?? { start: 0, end: 0 };
    assert.equal(dump.slice(start, end), role('b'));
  });

  it('marks in the picture who does not get in', () => {
    const { picture } = of(
      policy(
        { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
        { Effect: 'Allow', Principal: { Service: 'Lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ),
    ) ?? { picture: undefined };
    assert.equal(picture?.svg.match(/class="edge blocked"/g)?.length, 2);
    assert.match(picture.svg, /class="deny"/);
    assert.match(picture.svg, /class="nothing"/);
  });
});
