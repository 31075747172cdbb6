// A slot is a slot: what is offered in YAML is what is offered in JSON, and what is told of a place is the same.
import assert from 'node:assert/strict';
import { complete, finish, folds, hover, PolicyDocument, selections } from '../../../server/src/service.ts';
import { testContext } from '../../support/context.ts';
import { marked } from '../../support/marked.ts';
import { yamlDocument, yamlLoaded } from '../../support/offers.ts';
import { statementTemplate } from '../../support/yamlPolicies.ts';

const CONTEXT = { ...testContext({ ownAccounts: { '111122223333': 'prod' } }), random: () => 'RANDOM' };

/** The members of a statement with the cursor, in both languages. */
const SLOTS: readonly (readonly [yaml: string, json: string])[] = [
  ['Effect: Allow\n‸', '"Effect": "Allow", ‸'],
  ['Sid: x\nEffect: ‸', '"Sid": "x", "Effect": ‸'],
  ['Effect: Allow\nPrincipal: ‸', '"Effect": "Allow", "Principal": ‸'],
  ['Effect: Allow\nPrincipal:\n  ‸', '"Effect": "Allow", "Principal": {‸}'],
  ['Effect: Allow\nPrincipal: {‸}', '"Effect": "Allow", "Principal": {‸}'],
  ['Effect: Allow\nPrincipal:\n  AWS: ‸', '"Effect": "Allow", "Principal": {"AWS": ‸}'],
  ['Effect: Allow\nPrincipal:\n  AWS: data‸', '"Effect": "Allow", "Principal": {"AWS": "data‸"}'],
  ['Effect: Allow\nPrincipal:\n  Service:\n    - ‸', '"Effect": "Allow", "Principal": {"Service": [‸]}'],
  ['Effect: Allow\nPrincipal:\n  Federated: "‸"', '"Effect": "Allow", "Principal": {"Federated": "‸"}'],
  [
    'Principal:\n  Service: ec2.amazonaws.com\nAction: sts:‸',
    '"Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:‸"',
  ],
  [
    'Principal:\n  AWS: "*"\nAction:\n  - sts:TagSession\n  - ‸',
    '"Principal": {"AWS": "*"}, "Action": ["sts:TagSession", ‸]',
  ],
  ['Principal:\n  AWS: "*"\nCondition: ‸', '"Principal": {"AWS": "*"}, "Condition": ‸'],
  ['Principal:\n  AWS: "*"\nCondition:\n  ‸', '"Principal": {"AWS": "*"}, "Condition": {‸}'],
  ['Principal:\n  AWS: "*"\nCondition:\n  Bool:\n    ‸', '"Principal": {"AWS": "*"}, "Condition": {"Bool": {‸}}'],
  ['Principal:\n  AWS: "*"\nCondition:\n  Bool: ‸', '"Principal": {"AWS": "*"}, "Condition": {"Bool": ‸}'],
  [
    'Principal:\n  AWS: "*"\nCondition:\n  Bool:\n    aws:MultiFactorAuthPresent: ‸',
    '"Principal": {"AWS": "*"}, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": ‸}}',
  ],
  ['Sid: ‸', '"Sid": ‸'],
];

function labelsIn(document: PolicyDocument, offset: number | undefined): string[] {
  return complete(document, offset ?? 0, CONTEXT, true).completions.map(({ item }) => item.label);
}

before(yamlLoaded);

describe('a slot in YAML', () => {
  for (const [yaml, json] of SLOTS)
    it(`offers what it does in JSON: ${json}`, () => {
      const here = marked(statementTemplate(`${yaml}\n`));
      const there = marked(`{"Version": "2012-10-17", "Statement": [{${json}}]}`);
      assert.deepEqual(
        labelsIn(yamlDocument(here.text), here.cursor),
        labelsIn(new PolicyDocument(there.text, true), there.cursor),
      );
    });

  const text = statementTemplate(
    'Sid: Deploy\nEffect: Allow\nPrincipal:\n  AWS: arn:aws:iam::111122223333:root\nAction: sts:AssumeRole\n',
  );
  const at = text.indexOf('AssumeRole\n') + 2;

  it('explains what is under the cursor', () => {
    const { span } = hover(yamlDocument(text), at, CONTEXT) ?? assert.fail('no hover');
    assert.equal(text.slice(span.start, span.end), 'sts:AssumeRole');
  });

  it('selects outwards: a text, its member, the statement, the policy', () => {
    const parts = selections(yamlDocument(text), at).map(({ start, end }) => text.slice(start, end));
    assert.ok(parts.includes('sts:AssumeRole'));
    assert.ok(parts.includes('Action: sts:AssumeRole'));
    assert.ok(parts.some((part) => part.startsWith('Sid: Deploy')));
    assert.ok(parts.at(-1)?.startsWith("Version: '2012-10-17'"));
  });

  it('folds what goes over lines', () => {
    assert.ok(finish(folds(yamlDocument(text))).length > 0);
  });
});
