// Folders of Terraform: what the files of a module tell each other, and which files are none of it.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { find } from '../../server/src/disk/find.ts';
import { filesIn } from '../../server/src/disk/folder.ts';
import { readPolicyText } from '../../server/src/disk/policyText.ts';
import { callIn, type Called } from '../support/commandLine.ts';

const ROLE = `resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = local.service }
      Action    = "sts:AssumeRole"
    }]
  })
}
`;
/** Policy text with what only Terraform fills in. */
const TRUST =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "${aws_iam_role.x.arn}"}, "Action": "sts:assumerole"}]}';
const locals = (service: string): string => `locals {\n  service = "${service}"\n}\n`;
const FINDING = ':6:31: error: Service principals are case-sensitive: use "ec2.amazonaws.com".';

describe('the command line on Terraform', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tf-'));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });
  const put = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
  };
  const call = (input: string | undefined, ...argv: string[]): Promise<Called> =>
    callIn(
      {
        find,
        filesIn,
        read: (file, largest) => (file === '-' ? input : readPolicyText(file, largest)),
        folders: (file) => [`${path.dirname(file)}/`, `${folder}/`],
        relative: (from, file) => path.relative(from, file),
      },
      ...argv,
    );
  const at = (name: string): string => `${folder}/${name}`;

  it('reads a folder, each module with all of its files', async () => {
    put({
      'one/main.tf': ROLE,
      'one/locals.tf': locals('EC2.amazonaws.com'),
      'two/main.tofu': ROLE,
      'two/locals.tf': locals('ec2.amazonaws.com'),
      'three/main.tf': ROLE.replace('local.service', '"ec2.amazonaws.com"'),
      'one/.terraform/modules/main.tf': ROLE.replace('local.service', '"EC2.amazonaws.com"'),
      'one/.terragrunt-cache/main.tf': ROLE.replace('local.service', '"EC2.amazonaws.com"'),
      'left/main.tf': ROLE.replace('local.service', '"EC2.amazonaws.com"'),
      'main.tf.json': JSON.stringify({ resource: { aws_iam_role: { x: { assume_role_policy: TRUST } } } }),
      '.gitignore': 'left/\n',
    });
    const { code, out } = await call(undefined, folder);
    assert.equal(code, 1);
    assert.deepEqual(
      out.split('\n').map((line) => line.slice(0, line.indexOf('IAM') - 1)),
      [`${at('one/main.tf')}${FINDING}`, ''],
    );
  });

  it('reads the other files of the module also where one file, a glob or standard input is given', async () => {
    put({ 'main.tf': ROLE, 'locals.tf': locals('EC2.amazonaws.com') });
    for (const given of ['main.tf', 'm*.tf']) {
      const { out } = await call(undefined, at(given));
      assert.ok(out.startsWith(`${at('main.tf')}${FINDING}`), out);
    }
    const { out } = await call(ROLE, '--stdin-filename', at('new.tf'), '-');
    assert.ok(out.startsWith(`${at('new.tf')}${FINDING}`), out);
  });

  it('fixes what stands in the file, and offers no fix for what stands in another', async () => {
    const own = ROLE.replace('local.service', '"EC2.amazonaws.com"');
    put({ 'own.tf': own, 'main.tf': ROLE, 'locals.tf': locals('EC2.amazonaws.com') });
    const { err } = await call(undefined, folder);
    assert.match(err, /2 errors\), 1 fixable with --fix/);
    const fixed = await call(own, 'fix', '--stdin-filename', at('own.tf'), '-');
    assert.equal(fixed.out, own.replace('EC2', 'ec2'));
    const left = await call(ROLE, 'fix', '--stdin-filename', at('main.tf'), '-');
    assert.equal(left.out, ROLE);
    assert.ok(left.err.includes(FINDING), left.err);
    const json = await call(undefined, '--format', 'json', at('main.tf'));
    const [finding] = JSON.parse(json.out) as { fixes: object[] }[];
    assert.ok(finding?.fixes.every((fix) => !('edits' in fix)));
  });

  it('heeds the config file: levels by glob, and whether Terraform is checked at all', async () => {
    put({ 'a/main.tf': ROLE, 'a/locals.tf': locals('EC2.amazonaws.com'), 'b.json': '{"Statement": [' });
    const config = (text: object): void => {
      put({ 'trust-policy.config.json': JSON.stringify(text) });
    };
    config({ overrides: [{ files: '**/*.tf', rules: { 'service-name-case': 'off' }, because: 'legacy' }] });
    assert.equal((await call(undefined, folder)).code, 0);
    config({ hosts: { terraform: false } });
    assert.equal((await call(undefined, folder)).code, 0);
    config({ hosts: { json: false } });
    assert.equal((await call(undefined, folder)).code, 1);
  });

  it('names the role by its address where it has no name', async () => {
    put({ 'main.tf': ROLE, 'locals.tf': locals('EC2.amazonaws.com') });
    for (const command of ['check', 'explain']) {
      const { out } = await call(undefined, command, '--format', 'json', folder);
      const [first] = JSON.parse(out) as { policy: { role: string } }[];
      assert.equal(first?.policy.role, 'aws_iam_role.deploy', command);
    }
  });
});
