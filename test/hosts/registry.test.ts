import assert from 'node:assert/strict';
import {
  ENDINGS,
  FILES_GLOB,
  hostIdOf,
  isReadDocument,
  isYaml,
  LANGUAGES,
  namedDocument,
  type HostId,
} from '../../server/src/hosts/detect.ts';
import { matchesGlob } from '../../server/src/hosts/glob.ts';
import type { HostAdapter } from '../../server/src/hosts/host.ts';
import { jsonHost } from '../../server/src/hosts/json/index.ts';
import { HostRegistry, hosts, type LazyHost } from '../../server/src/hosts/registry.ts';
import { PolicyDocument } from '../../server/src/service.ts';

const YAML: HostAdapter = { ...jsonHost, id: 'yaml' };

/** A host of `.yml` that comes, or fails to, when it is asked for. */
function lazy(load: () => Promise<HostAdapter>): LazyHost {
  return { id: 'yaml', accepts: ({ languageId, path }) => languageId === 'yaml' || path.endsWith('.yml'), load };
}

const file = (path: string, languageId?: string) => ({ path, languageId, text: '' });

describe('the hosts', () => {
  it('are loaded once, with the first document of theirs', async () => {
    let loads = 0;
    const registry = new HostRegistry(jsonHost, [
      lazy(() => {
        loads++;
        return Promise.resolve(YAML);
      }),
    ]);
    assert.equal(registry.load(file('a.json')), undefined);
    assert.equal(registry.of(file('a.json')), jsonHost);
    assert.equal(loads, 0);
    assert.throws(() => registry.of(file('a.yml')), /yaml isn't loaded/);
    await Promise.all([registry.load(file('a.yml')), registry.load(file('b', 'yaml'))]);
    assert.equal(registry.load(file('c.yml')), undefined);
    assert.equal(registry.of(file('a.yml')), YAML);
    assert.equal(registry.of(file('')), jsonHost);
    assert.equal(loads, 1);
  });

  it('are loaded again after a failure', async () => {
    let fails = true;
    const registry = new HostRegistry(jsonHost, [
      lazy(() => (fails ? Promise.reject(new Error('no')) : Promise.resolve(YAML))),
    ]);
    await assert.rejects(async () => registry.load(file('a.yml')), /no/);
    fails = false;
    await registry.load(file('a.yml'));
    assert.equal(registry.of(file('a.yml')), YAML);
  });

  it('are told by language and name in one place', () => {
    for (const { ids, endings } of LANGUAGES) {
      for (const id of ids) assert.ok(isReadDocument({ languageId: id, path: '' }));
      for (const ending of endings) assert.ok(matchesGlob(`a/b${ending}`, FILES_GLOB) && ENDINGS.includes(ending));
    }
    assert.ok(!isReadDocument({ languageId: 'markdown', path: 'a.tf' }) && !matchesGlob('a/b.md', FILES_GLOB));
    assert.equal(new PolicyDocument('{}', true, false, { languageId: 'json', path: 'a.json' }).host, jsonHost);
    assert.equal(hosts.of(file('a.unknown', 'unknown')), jsonHost);
  });

  it('are told by the language, and by the name where no language says more', () => {
    const told: [string, string | undefined, HostId | undefined][] = [
      ['main.tf', 'plaintext', 'terraform'],
      ['main.tf', 'json', 'json'],
      ['MAIN.TF', undefined, 'terraform'],
      ['a/main.tofu', undefined, 'terraform'],
      ['terragrunt.hcl', undefined, 'terraform'],
      ['untitled', 'opentofu', 'terraform'],
      ['a.txt', 'hcl', 'terraform'],
      ['main.tf.json', undefined, 'json'],
      ['main.tf', 'terraform-test', undefined],
      ['a.tfvars', 'terraform-vars', undefined],
      ['packer.pkr.hcl', undefined, undefined],
      ['a.txt', 'plaintext', undefined],
      ['a.yml', undefined, 'yaml'],
      ['a.YAML', 'plaintext', 'yaml'],
      ['a', 'ansible', 'yaml'],
      ['a', 'yaml.cloudformation', 'yaml'],
      ['a.yml', 'json.cloudformation', 'json'],
    ];
    for (const [path, languageId, host] of told)
      assert.equal(hostIdOf({ path, languageId }), host, `${path} as ${languageId ?? 'nothing'}`);
    assert.ok(isReadDocument({ languageId: 'plaintext', path: 'main.tf' }));
    assert.ok(!isReadDocument({ languageId: 'plaintext', path: 'main.json' }));
    assert.ok(isReadDocument({ languageId: 'yaml.ansible', path: '' }));
    assert.ok(!isReadDocument({ languageId: 'xml', path: 'main.tf' }));
    assert.equal(namedDocument({ languageId: undefined, path: 'main.tf' }, {}, { terraform: false }), false);
    assert.equal(namedDocument({ languageId: undefined, path: 'trust.json' }, {}, { json: false }), false);
    assert.equal(namedDocument({ languageId: undefined, path: 'trust.json' }, {}, { terraform: false }), 'trust');
  });

  it('tell templates of CloudFormation by their text', () => {
    const told: [path: string, languageId: string | undefined, text: string, yaml: boolean][] = [
      ['a.template', undefined, 'Resources:\n', true],
      ['a.template', undefined, '\n{"Resources": {}}', false],
      ['a.template', 'json', 'Resources:\n', false],
      ['a', 'cloudformation', 'Resources:\n', true],
      ['a', 'cloudformation', '{}', false],
      ['a.yml', undefined, '{}', true],
      ['a.json', undefined, 'Resources:\n', false],
    ];
    for (const [path, languageId, text, yaml] of told) assert.equal(isYaml({ path, languageId, text }), yaml, path);
  });

  it('of templates in JSON are switched off by either name', () => {
    const template = {
      languageId: undefined,
      path: 'a.json',
      text: '{"Resources": {"A": {"Type": "AWS::IAM::Role", "Properties": {}}}}',
    };
    for (const hosts of [{ json: false }, { cloudformation: false }])
      assert.equal(namedDocument(template, {}, hosts), false);
    assert.equal(namedDocument({ ...template, path: 'a.template' }, {}, { cloudformation: false }), false);
    assert.equal(namedDocument(template, {}, { kubernetes: false }), undefined);
    const policy = '{"Version": "2012-10-17", "Statement": [{"Sid": "Transform"}]}';
    assert.equal(namedDocument({ ...template, text: policy }, {}, { cloudformation: false }), undefined);
  });

  it('are switched off by what the tools are called that read them', () => {
    const template = { languageId: 'yaml', path: 'a.yml', text: 'Resources:\n  A:\n    Type: AWS::IAM::Role\n' };
    assert.equal(namedDocument(template, {}, { cloudformation: false }), false);
    assert.equal(namedDocument(template, {}, { kubernetes: false, json: false }), undefined);
    assert.equal(namedDocument({ ...template, text: 'a: b' }, {}, { cloudformation: false }), undefined);
    assert.equal(namedDocument({ languageId: 'yaml', path: 'a.yml' }, {}, { cloudformation: false }), undefined);
    assert.equal(namedDocument({ ...template, text: 'apiVersion: a\nkind: b' }, {}, { kubernetes: false }), false);
    assert.equal(namedDocument({ ...template, text: 'runtime: yaml' }, {}, { pulumi: false }), false);
    assert.equal(namedDocument({ ...template, path: 'x/serverless.yml' }, {}, { serverless: false }), false);
    assert.equal(namedDocument({ ...template, languageId: 'ansible' }, {}, { ansible: false }), false);
    assert.equal(
      namedDocument({ ...template, path: 'a.template', languageId: undefined }, {}, { cloudformation: false }),
      false,
    );
  });

  it('read Terraform and YAML once its code is loaded', async () => {
    await hosts.load(file('main.tf'));
    assert.equal(hosts.of(file('main.tf', 'plaintext')).id, 'terraform');
    await hosts.load(file('a.yml'));
    assert.equal(hosts.of(file('a.yaml', 'helm')).id, 'yaml');
  });
});
