// `${AWS::AccountId}` that nothing fills in: the fix has it filled in, and nothing else of the text.
import assert from 'node:assert/strict';
import { check, editsOf, finish, loadHost, PolicyDocument } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { testContext } from '../../support/context.ts';
import { roleTemplate, statementTemplate } from '../../support/yamlPolicies.ts';

const ACCOUNT = 'arn:aws:iam::${AWS::AccountId}:root';
const principal = (aws: string): string =>
  statementTemplate(`Effect: Allow\nPrincipal:\n  AWS: ${aws}\nAction: sts:AssumeRole\n`);
const json = (aws: string, tag: string): string =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "${aws}"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:PrincipalTag/a": "${tag}"}}}]}`;

const CASES: readonly (readonly [what: string, before: string, after: string | undefined])[] = [
  ['a plain text', principal(ACCOUNT), principal(`!Sub ${ACCOUNT}`)],
  ['a text in quotes', principal(`"${ACCOUNT}" # us`), principal(`!Sub "${ACCOUNT}" # us`)],
  ['a text in brackets', principal(`['${ACCOUNT}', x]`), principal(`[!Sub '${ACCOUNT}', x]`)],
  ['a text with an anchor', principal(`&a ${ACCOUNT}`), principal(`&a !Sub ${ACCOUNT}`)],
  ['a text with a tag', principal(`!!str ${ACCOUNT}`), undefined],
  [
    'a text with what IAM fills in',
    principal(`${ACCOUNT}/\${aws:username}`),
    principal(`!Sub ${ACCOUNT}/\${!aws:username}`),
  ],
  [
    'a part of what is joined',
    principal(`!Join ['', ['arn:aws:iam::', '\${AWS::AccountId}', ':root']]`),
    principal(`!Join ['', ['arn:aws:iam::', !Sub '\${AWS::AccountId}', ':root']]`),
  ],
  [
    'JSON text in lines',
    roleTemplate(`|\n        ${json(ACCOUNT, '${aws:username}')}`),
    roleTemplate(`!Sub |\n        ${json(ACCOUNT, '${!aws:username}')}`),
  ],
  ['JSON text in quotes', roleTemplate(`'${json(ACCOUNT, 'a')}'`), roleTemplate(`!Sub '${json(ACCOUNT, 'a')}'`)],
];

describe('text that CloudFormation does not fill in', () => {
  before(async () => {
    await loadHost({ languageId: 'yaml', path: 'template.yml', text: '' });
  });

  for (const [what, before, after] of CASES)
    it(`${after === undefined ? 'stays' : 'gets !Sub'}: ${what}`, () => {
      const document = new PolicyDocument(before, undefined, false, { languageId: 'yaml', path: 'template.yml' });
      const finding = finish(check(document, testContext())).findings.find(({ ruleId }) => ruleId === 'placeholder');
      const [fix] = finding?.fixes ?? [];
      assert.equal(fix?.title, 'Add !Sub');
      const edits = finding && editsOf(document, finding, fix);
      assert.equal(edits && applyEdits(before, edits), after);
      if (after === undefined) return;
      const findings = finish(check(document.withText(after), testContext())).findings;
      assert.ok(!findings.some(({ messageId }) => messageId === 'unsubstituted'));
    });
});
