import assert from 'node:assert/strict';
import { callIn, type Called } from '../support/commandLine.ts';

const POLICY =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';

/** Calls the command line with one file of that text; a config file governs the folder `ruled/`. */
function call(file: string, text: string, ...flags: string[]): Promise<Called> {
  const files: Readonly<Record<string, string>> = {
    'ruled/trust-policy.config.json':
      '{"overrides": [{"rules": {"sid-invalid": "off"}, "because": "old"}], "rule": {}}',
    [file]: text,
  };
  return callIn(
    {
      read: (path) => files[path],
      folders: (path) => [path.slice(0, path.lastIndexOf('/') + 1)],
      relative: (folder, path) => path.slice(folder.length),
    },
    ...flags,
    file,
  );
}
const SILENT = { code: 0, out: '', err: '' };

describe('which files the command line judges', () => {
  it('none that is no trust policy, however it is named', async () => {
    const callers =
      '{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/a"}]}';
    const others: Readonly<Record<string, string>> = {
      'trust_policy.json': '{"version": "1.0", "trustPolicies": [{"name": "a", "trustStores": ["ca:acme"]}]}',
      'trustpolicy.oci.json': '{"version": "1.0", "trustPolicies": []}',
      'role-trust-policy-schema.json': '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}',
      'ram-trust-policy.json': POLICY.replace('2012-10-17', '1').replace('ec2.amazonaws.com', 'ecs.aliyuncs.com'),
      'keys-trust.json': '{"trusted": ["4f2a"]}',
      'trust.json': '[{"id": 1}]',
      'assume-role-policy.json': callers,
    };
    for (const [file, text] of Object.entries(others))
      for (const flags of [[], ['--explain'], ['--fail-on', 'hint']])
        assert.deepEqual(await call(file, text, ...flags), SILENT, `${file} ${flags.join(' ')}`);
  });

  it('no config file, however its path is written', async () => {
    for (const file of ['trust-policy.config.json', './trust-policy.config.json', 'C:\\a\\trust-policy.config.json'])
      for (const text of ['{"ownAccounts": {}}', '', '{"Statement": []}', POLICY])
        for (const flags of [['--no-config'], ['--no-config', '--explain']])
          assert.deepEqual(await call(file, text, ...flags), SILENT, `${file}: ${text}`);
  });

  it('of a config file among the files only its own mistakes are told; its overrides are for other files', async () => {
    const config = '{"overrides": [{"rules": {"sid-invalid": "off"}, "because": "old"}], "rule": {}}';
    const { out } = await call('ruled/trust-policy.config.json', config);
    assert.deepEqual(
      out
        .trim()
        .split('\n')
        .map((line) => line.split(':').slice(0, 3).join(':')),
      [`ruled/trust-policy.config.json:1:${config.indexOf('"rule"') + 1}`],
    );
  });

  it('one that its name makes a candidate, however its path is written', async () => {
    const half = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principle": "*"}]}';
    for (const folder of ['', './', '../in/', 'x/../', '/srv/roles/', 'C:\\roles\\', 'c:/roles/', '.\\'])
      for (const name of [
        'trust-policy.json',
        'trust.json',
        'a-trust.json',
        'a_trust.json',
        'Trust_Relationship.JSON',
      ]) {
        const { code, out } = await call(folder + name, half);
        assert.equal(code, 1, folder + name);
        assert.ok(out.startsWith(`${folder}${name}:1:`), out);
        assert.match(out, /\[element-unknown\]/);
      }
    assert.deepEqual(await call('./policy.json', half), SILENT);
  });

  it('all that comes on standard input', async () => {
    assert.match((await call('-', '{"a": 1}')).out, /\[statement-missing\]/);
  });
});
