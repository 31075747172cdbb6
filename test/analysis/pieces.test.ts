import assert from 'node:assert/strict';
import type { Analysis } from '../../server/src/analysis/analyse.ts';
import { selectionsAt } from '../../server/src/features/selection.ts';
import { parse } from '../../server/src/hosts/jsonText/parse.ts';
import type { Policy } from '../../server/src/policy/model.ts';
import { readPolicy } from '../../server/src/policy/read.ts';
import { statementAt } from '../../server/src/policy/statementAt.ts';
import { finish } from '../../server/src/steps.ts';
import { contains } from '../../server/src/text/span.ts';
import type { ValueNode } from '../../server/src/tree/node.ts';
import { IAM_NAMES } from '../../server/src/tree/vocabulary.ts';
import { analysed } from '../support/analysed.ts';
import { testContext } from '../support/context.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const OWN = `{"Version": "2012-10-17", "Statement": [{"Sid": "Own", "Effect": "Allow",
  "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/${GITHUB}"}, "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {"StringEquals": {"${GITHUB}:aud": "sts.amazonaws.com", "${GITHUB}:sub": "@"}}}]}`;

/** The policies of a list, in which `"@"` is the first item of the list. */
function policiesOf(text: string): readonly Policy[] {
  const { root } = parse(text);
  assert.ok(root?.kind === 'array');
  const [shared, ...others] = root.items;
  assert.ok(shared);
  const filled = (node: ValueNode): ValueNode => {
    if (node.kind === 'string') return node.value === '@' ? shared : node;
    if (node.kind === 'array') return { ...node, items: node.items.map(filled) };
    if (node.kind !== 'object') return node;
    return { ...node, members: node.members.map((m) => ({ ...m, value: m.value && filled(m.value) })) };
  };
  return others.map((item) => {
    const pieces = [item.span, shared.span];
    return finish(
      readPolicy({
        root: filled(item),
        kind: 'trust',
        place: 'embedded',
        toldBy: 'content',
        owner: undefined,
        template: undefined,
        unreadable: [],
        names: IAM_NAMES,
        pieces,
        covers: (span) => pieces.some((piece) => contains(piece, span)),
        fingerprint: pieces.map(({ start, end }) => text.slice(start, end)).join('\n'),
        json: undefined,
        length: () => undefined,
        mayHold: () => true,
      }),
    );
  });
}

function judge(text: string, before?: Analysis): Analysis {
  return analysed(policiesOf(text), { before });
}

function places(text: string, { findings }: Analysis): readonly string[] {
  return findings.map((f) => `${f.ruleId} ${text.slice(f.span.start, f.span.end)}`);
}

describe('a policy in several pieces', () => {
  const SUBJECT = '"repo:acme/app:*"';
  const found = [`value-wildcard-literal ${SUBJECT}`];

  it('is judged where its text stands, once for all that share it', () => {
    const text = `[${SUBJECT}, ${OWN}, ${OWN.replace('Own', 'Other')}]`;
    assert.deepEqual(places(text, judge(text)), found);
  });

  it('keeps its findings, each with the piece that it lies in', () => {
    const before = judge(`[${SUBJECT}, ${OWN}]`);
    for (const text of [`[ ${SUBJECT}, ${OWN}]`, `[${SUBJECT},\n\n${OWN}]`, `[  ${SUBJECT},\n\n\n${OWN}]`]) {
      const after = judge(text, before);
      assert.deepEqual(places(text, after), found);
      assert.ok((after.findings[0]?.fixes.length ?? 0) > 0);
    }
    const other = `["repo:acme/app:ref:refs/heads/main", ${OWN}]`;
    assert.ok(!places(other, judge(other, before)).some((place) => place.startsWith('value-wildcard-literal')));
  });

  it('has its statement and its selections around what it takes from elsewhere', () => {
    const text = `[${SUBJECT}, ${OWN}]`;
    const [policy] = policiesOf(text);
    assert.ok(policy);
    const at = text.indexOf('acme');
    assert.equal(statementAt(policy, { start: at, end: at }), policy.statements[0]);
    assert.deepEqual(
      selectionsAt(policy.source.root, at).map(({ start, end }) => text.slice(start, end)),
      ['acme', 'acme/app', 'repo:acme/app:*', SUBJECT],
    );
    const rule = 'value-wildcard-literal';
    const off = { overrides: [{ index: 0, rules: { [rule]: 'off' as const }, sids: ['Own'] }] };
    assert.deepEqual(analysed([policy], { context: testContext(off) }).findings, []);
  });
});
