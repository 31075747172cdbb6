// Templates and manifests on the command line: what is fixed in them stays theirs.
import assert from 'node:assert/strict';
import { callIn } from '../support/commandLine.ts';
import { roleTemplate } from '../support/yamlPolicies.ts';

const TEMPLATE = `# Roles of a team
${roleTemplate(`Version: 2012-10-17 # the only one
Statement:
- Resource: '*'
  # who
  Effect: allow
  Principal:
    Service: [EC2.amazonaws.com, "Lambda.amazonaws.com"]
  Action: sts:AssumeRole   # the call
`)}      ManagedPolicyArns: [a,b]
`;
const FIXED = TEMPLATE.replace("- Resource: '*'\n          # who", '- # who')
  .replace('allow', 'Allow')
  .replace('EC2', 'ec2')
  .replace('Lambda', 'lambda');
const JSON_TEXT = `data:
  assumeRolePolicyDocument: |-
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "EC2.amazonaws.com"}, "Action": "sts:AssumeRole", "Resource": "*",},
      ]
    }
  other: "kept"
`;

/** Files after they were fixed. */
async function fixedFiles(files: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const after: Record<string, string> = { ...files };
  const world: Parameters<typeof callIn>[0] = {
    read: (file) => after[file],
    replace: (file, before, text) => {
      assert.equal(after[file], before);
      after[file] = text;
      return Promise.resolve(undefined);
    },
  };
  const { code, err } = await callIn(world, '--fix', ...Object.keys(files));
  assert.equal(code, 0, err);
  return after;
}

describe('the command line fixes YAML', () => {
  for (const eol of ['\n', '\r\n'])
    it(`and changes nothing else, line ends ${JSON.stringify(eol)}`, async () => {
      const of = (text: string): string => text.replaceAll('\n', eol);
      const files = { 'template.yml': of(TEMPLATE), 'manifest.yaml': of(JSON_TEXT) };
      assert.deepEqual(await fixedFiles(files), {
        'template.yml': of(FIXED),
        'manifest.yaml': of(JSON_TEXT.replace('EC2', 'ec2').replace(', "Resource": "*",},', '}')),
      });
      const { out } = await callIn({ read: () => of(TEMPLATE) }, 'fix', '--stdin-filename', 'x.yml', '-');
      assert.equal(out, of(FIXED));
    });
});
