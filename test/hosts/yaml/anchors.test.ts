import assert from 'node:assert/strict';
import { check, editsOf, finish, loadHost, PolicyDocument, titleOf } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { testContext } from '../../support/context.ts';
import { indented } from '../../support/yamlPolicies.ts';

const role = (id: string, principal: string, rest = ''): string => `  ${id}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:${principal.includes('\n') ? `\n${indented(principal, 14)}` : ` ${principal}`}
            Action: sts:AssumeRole
${rest === '' ? '' : indented(rest, 12)}`;
const WRONG = 'Service: EC2.amazonaws.com';
const RIGHT = 'Service: ec2.amazonaws.com';

/** The fixes that are offered in a template, and what they make of it. */
function fixed(text: string): Record<string, string | undefined> {
  const document = new PolicyDocument(text, undefined, false, { languageId: 'yaml', path: 'template.yml' });
  const { findings } = finish(check(document, testContext()));
  return Object.fromEntries(
    findings
      .filter(({ level }) => level === 'error' || level === 'warning')
      .flatMap((finding) =>
        finding.fixes.map((fix) => {
          const edits = editsOf(document, finding, fix);
          return [edits ? titleOf(document, fix.title, edits) : fix.title, edits && applyEdits(text, edits)];
        }),
      ),
  );
}

const TITLE = 'Replace with "ec2.amazonaws.com"';

/** Templates with a fault in what an anchor names, and the title of the fix that changes it there; null where none may. */
const CASES: readonly (readonly [what: string, title: string | null, text: string])[] = [
  ['a section to be referred to, of one role', TITLE, `x-a: &a\n  ${WRONG}\nResources:\n${role('A', '*a')}`],
  [
    'a section to be referred to, of three roles',
    `${TITLE} (shared by 3 roles)`,
    `x-a: &a\n  ${WRONG}\nResources:\n${role('A', '*a')}${role('B', '*a')}${role('C', '*a')}`,
  ],
  [
    'a policy that another one refers to',
    `${TITLE} (shared by 2 roles)`,
    `Resources:\n${role('A', `&a\n${WRONG}`).replace('\n              &a', ' &a')}${role('B', '*a')}`,
  ],
  ['a policy, of which nobody uses the anchor', TITLE, `Resources:\n${role('A', `&a {${WRONG}}`)}`],
  [
    'a policy that something else refers to',
    null,
    `Resources:\n${role('A', `&a {${WRONG}}`)}  B:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      P: *a\n`,
  ],
  [
    'a policy that an output refers to',
    null,
    `Resources:\n${role('A', `{Service: &a EC2.amazonaws.com}`)}Outputs:\n  B:\n    Value: *a\n`,
  ],
  [
    'something else, which policies refer to',
    null,
    `Resources:\n  B:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      P: &a {${WRONG}}\n${role('A', '*a')}`,
  ],
  [
    'a text in a section of anchors of anchors',
    `${TITLE} (shared by 2 roles)`,
    `x-a: &a EC2.amazonaws.com\nx-b: &b {Service: *a}\nResources:\n${role('A', '*b')}${role('B', '{Service: *a}')}`,
  ],
  [
    'a section whose anchor another section brings to something else',
    null,
    `x-a: &a EC2.amazonaws.com\nx-b: &b {Service: *a}\nResources:\n${role('A', '*b')}Outputs:\n  B:\n    Value: *b\n`,
  ],
  ['what a merge brings', TITLE, `x-a: &a\n  ${WRONG}\nResources:\n${role('A', '{<<: *a}')}`],
  [
    'an anchor whose name is given again',
    TITLE,
    `x-a: &a {Service: x}\nx-b: &a {${WRONG}}\nResources:\n${role('A', '*a')}`,
  ],
  [
    'a whole policy that two roles take',
    `${TITLE} (shared by 2 roles)`,
    `Resources:\n${role('A', `{${WRONG}}`).replace('Document:', 'Document: &a')}  B:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: *a\n`,
  ],
];

describe('anchors in YAML', () => {
  before(async () => {
    await loadHost({ languageId: 'yaml', path: 'template.yml', text: '' });
  });

  for (const [what, title, text] of CASES)
    it(`${title === null ? 'leaves alone' : 'changes'} ${what}`, () => {
      const after = text.replace('EC2.', 'ec2.');
      assert.deepEqual(fixed(text), title === null ? { [TITLE]: undefined } : { [title]: after });
    });

  it('takes no anchor out that is referred to', () => {
    const text = `Resources:\n${role('A', `{${RIGHT}}`, "Resource: &a '*'\n")}Outputs:\n  B:\n    Value: *a\n`;
    const offers = fixed(text);
    assert.deepEqual(Object.values(offers), [undefined]);
  });
});
