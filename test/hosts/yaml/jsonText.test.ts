// Fixes of JSON text that stands in YAML: as a text in lines, folded, in quotes, with parts that a template language decides.
import assert from 'node:assert/strict';
import { check, editsOf, finish, loadHost, PolicyDocument } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { testContext } from '../../support/context.ts';
import { indented, roleTemplate } from '../../support/yamlPolicies.ts';

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Resource": "*",
      "Principal": {"Service": "ec2.amazonaws.com"},
      "Action": "sts:AssumeRole"
    }
  ]
}`;
const WITHOUT = POLICY.replace('      "Resource": "*",\n', '');
const inLines = (head: string, policy: string): string => roleTemplate(`${head}\n${indented(policy, 8)}`);
const quoted = (policy: string): string => roleTemplate(`'${policy.replace(/\n\s*/g, ' ')}'`);
const helm = (policy: string): string => `{{ if .Values.a }}\n${inLines('|', policy)}{{ end }}\n`;
const DIRECTIVE = '\n      {{- if .Values.b }}\n      "Sid": "a",\n      {{- end }}';
const decided = POLICY.replace('"Effect"', `"Id": "x",${DIRECTIVE}\n      "Effect"`);

/** Texts before and after Resource is removed; null where it cannot be. */
const CASES: readonly (readonly [what: string, before: string, after: string | null])[] = [
  ['in lines', inLines('|', POLICY), inLines('|', WITHOUT)],
  ['in lines without a line end', inLines('|-', POLICY), inLines('|-', WITHOUT)],
  ['in lines whose indentation is said', inLines('|2', POLICY), inLines('|2', WITHOUT)],
  ['in lines that a function fills in', inLines('!Sub |', POLICY), inLines('!Sub |', WITHOUT)],
  ['in quotes', quoted(POLICY), quoted(WITHOUT)],
  ['in folded lines, of which one would go', inLines('>', POLICY), null],
  ['in lines of Helm', helm(POLICY), helm(WITHOUT)],
  ['in lines of Helm, beside what it decides', helm(decided), null],
];

describe('JSON text in YAML', () => {
  before(async () => {
    await loadHost({ languageId: 'yaml', path: 'template.yml', text: '' });
  });

  for (const [what, before, after] of CASES)
    for (const eol of ['\n', '\r\n'])
      it(`${after === null ? 'stays' : 'is fixed'} ${what}, line ends ${JSON.stringify(eol)}`, () => {
        const text = before.replaceAll('\n', eol);
        const document = new PolicyDocument(text, undefined, false, { languageId: 'yaml', path: 'template.yml' });
        const { findings } = finish(check(document, testContext()));
        const finding = findings.find(({ ruleId }) => ruleId === 'resource-prohibited');
        const [fix] = finding?.fixes ?? [];
        const edits = finding && fix && editsOf(document, finding, fix);
        assert.equal(edits && applyEdits(text, edits), after?.replaceAll('\n', eol));
        assert.ok(document.extraction.policies.length);
      });

  it('is filled in by a patch of Crossplane where it is its format, and nowhere else', () => {
    const composition = (member: string): string =>
      `apiVersion: apiextensions.crossplane.io/v1
kind: Composition
spec:
  resources:
    - name: role
      patches:
        - type: CombineFromComposite
          combine:
            strategy: string
            string:
              ${member}: |
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Principal": {"Federated": "arn:aws:iam::%s:oidc-provider/%[2]s"},
                      "Action": "sts:AsumeRoleWithWebIdentity",
                      "Condition": {"StringEquals": {"%[2]s:sub": "system:serviceaccount:%s:web"}}
                    }
                  ]
                }
`;
    const rules = (text: string): string[] => {
      const document = new PolicyDocument(text, undefined, false, { languageId: 'yaml', path: 'composition.yaml' });
      return finish(check(document, testContext())).findings.map(({ ruleId }) => ruleId);
    };
    assert.deepEqual(rules(composition('fmt')), ['action-unknown']);
    assert.ok(rules(composition('text')).includes('placeholder'));
  });
});
