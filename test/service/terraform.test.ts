import assert from 'node:assert/strict';
import {
  check,
  explain,
  finish,
  indexOf,
  lensAt,
  lensPlaces,
  lenses,
  mapOf,
  policiesToldBy,
  policyNear,
  policyOfRole,
  report,
  rolesToldBy,
  symbols,
  type MapRole,
  type PolicyDocument,
} from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { fileOf, moduleOf } from '../support/terraformModule.ts';

const context = testContext();
const role = (name: string, policy: string, more = ''): string =>
  `resource "aws_iam_role" "${name}" {\n${more}  assume_role_policy = ${policy}\n}\n`;
const document = (name: string, service: string, more = ''): string =>
  `data "aws_iam_policy_document" "${name}" {\n${more}  statement {\n    actions = ["sts:AssumeRole"]\n    principals {\n      type        = "Service"\n      identifiers = ["${service}"]\n    }\n  }\n}\n`;
const encoded = (principal: string): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = ${principal} }] })`;
const named = (name: string): string => `  name = "${name}"\n`;
const SHARED = `${role('a', 'data.aws_iam_policy_document.d.json', named('first'))}${role('b', 'data.aws_iam_policy_document.d.json')}${document('d', 'ec2.amazonaws.com')}`;

const told = (policyDocument: PolicyDocument): ReturnType<typeof indexOf>['roles'] => indexOf(policyDocument).roles;
const titles = (policyDocument: PolicyDocument): string[] =>
  finish(lenses(policyDocument, context)).map(({ title }) => title);
const roleShown = (policyDocument: PolicyDocument, at: string): string | undefined =>
  finish(report(policyDocument, finish(check(policyDocument, context)), context, policyDocument.text.indexOf(at)))
    ?.role;

/** The arrows of the map of a module, between the names of roles and callers. */
async function arrows(files: Readonly<Record<string, string>>): Promise<string[]> {
  const roles: MapRole[] = [...(await moduleOf(files))].flatMap(([path, policyDocument]) =>
    finish(rolesToldBy(policyDocument, context.config, finish(check(policyDocument, context)))).map((one) => ({
      ...one,
      document: path,
      file: path,
    })),
  );
  const { mermaid } = mapOf(roles);
  const names = new Map(
    [...mermaid.matchAll(/^ {2}(\w+)[[({/]+"([^"<]*)/gm)].map(([, id = '', heading = '']) => [id, heading] as const),
  );
  return [...mermaid.matchAll(/(\w+) --> (\w+)/g)]
    .map(([, from = '', to = '']) => `${names.get(from) ?? '?'} → ${names.get(to) ?? '?'}`)
    .sort();
}

describe('roles of a module', () => {
  it('are each told of where they take one policy', async () => {
    const shared = await fileOf(SHARED);
    assert.deepEqual(
      told(shared).map(({ name, isNamed, span }) => [name, isNamed, shared.text.slice(span.start, span.end)]),
      [
        ['first', true, '"first"'],
        ['aws_iam_role.b', false, '"b"'],
      ],
    );
    assert.deepEqual(
      finish(policiesToldBy(shared, context.config)).map((policy) => policy.role),
      ['first and aws_iam_role.b'],
    );
  });

  it('are those that take a policy through documents and locals', async () => {
    const parts = `${role('a', 'data.aws_iam_policy_document.all.json')}${role('b', 'local.trust')}
locals {
  trust = data.aws_iam_policy_document.part.json
}
${document('all', 'ecs-tasks.amazonaws.com', '  source_policy_documents = [data.aws_iam_policy_document.part.json]\n')}
${document('part', 'ec2.amazonaws.com')}`;
    const found = (await fileOf(parts)).trustPolicies.map(({ source }) => [
      source.owner,
      ...(source.owner?.others ?? []),
    ]);
    assert.deepEqual(
      found.map((owners) => owners.map((owner) => owner?.address).sort()),
      [['aws_iam_role.a'], ['aws_iam_role.a', 'aws_iam_role.b']],
    );
  });

  it('are told of where the policy is, if they are in another file', async () => {
    const files = await moduleOf({
      'roles.tf': role('a', 'data.aws_iam_policy_document.d.json', named('first')),
      'trust.tf': document('d', 'ec2.amazonaws.com'),
    });
    assert.deepEqual(
      [...files].flatMap(([path, file]) => told(file).map(({ name }) => [path, name])),
      [['trust.tf', 'first']],
    );
  });

  it('are one each, however many texts say who can assume them', async () => {
    const two = await fileOf(role('a', `var.x ? ${encoded('"*"')} : ${encoded('{ Service = "ec2.amazonaws.com" }')}`));
    const [only, ...others] = finish(rolesToldBy(two, context.config, finish(check(two, context))));
    assert.deepEqual(others, []);
    assert.equal(only?.name, 'aws_iam_role.a');
    assert.equal(only.sentences.length, 2);
    assert.equal(only.isOutside, true);
    assert.deepEqual(
      only.callers.map(({ name }) => name),
      ['Everyone', 'Amazon EC2'],
    );
  });

  it('are found by the name in an error', async () => {
    const text = `${role('a', 'data.aws_iam_policy_document.d.json', named('first'))}${role('b', 'data.aws_iam_policy_document.d.json', named('second'))}${document('d', 'ec2.amazonaws.com')}`;
    const shared = await fileOf(text);
    const arn = (name: string): { arn: string; name: string } => ({
      arn: `arn:aws:iam::111122223333:role/team/${name}`,
      name,
    });
    const at = text.indexOf('data "');
    assert.equal(policyOfRole(shared, arn('first'))?.start, at);
    assert.equal(policyOfRole(shared, arn('second'))?.start, at);
    assert.equal(policyOfRole(shared, arn('third')), undefined);
    assert.equal(policyNear(shared, at)?.role, 'first and second');
    // A role whose name a plan makes may be the one in the error.
    assert.equal(policyNear(await fileOf(SHARED), 0)?.role, undefined);
  });

  it('have arrows between them, in whichever file each is', async () => {
    assert.deepEqual(
      await arrows({
        'infra/a.tf': role('app', encoded('{ Service = "ec2.amazonaws.com" }'), named('app-role')),
        'infra/b.tf': role('b', encoded('{ AWS = aws_iam_role.app.arn }')),
        'infra/c.tf': role('c', encoded('{ AWS = "${aws_iam_role.b.arn}" }')),
        'other/d.tf': role('d', encoded('{ AWS = aws_iam_role.app.arn }')),
      }),
      [
        'Amazon EC2 → app-role',
        'app-role → aws_iam_role.b',
        'aws_iam_role.app → aws_iam_role.d',
        'aws_iam_role.b → aws_iam_role.c',
      ],
    );
  });

  it('are one on the map where documents of two files make the policy', async () => {
    assert.deepEqual(
      await arrows({
        'a.tf': role('a', 'data.aws_iam_policy_document.all.json'),
        'b.tf': document(
          'all',
          'ec2.amazonaws.com',
          '  source_policy_documents = [data.aws_iam_policy_document.part.json]\n',
        ),
        'c.tf': document('part', 'ecs-tasks.amazonaws.com'),
      }),
      ['Amazon EC2 → aws_iam_role.a', 'Amazon ECS tasks → aws_iam_role.a'],
    );
  });
});

describe('a policy that stands apart from its roles', () => {
  it('has a line that says whose it is, and none that stands in its role', async () => {
    assert.deepEqual(titles(await fileOf(SHARED)), [
      'Trust policy of aws_iam_role.a and aws_iam_role.b',
      'Amazon EC2 can assume this role',
    ]);
    const local = `locals {\n  trust = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })\n}\n`;
    assert.deepEqual(titles(await fileOf(`${local}${role('a', 'local.trust')}`)), [
      'Trust policy of aws_iam_role.a',
      'Amazon EC2 can assume this role',
    ]);
    assert.deepEqual(titles(await fileOf(role('a', encoded('{ Service = "ec2.amazonaws.com" }')))), [
      'Amazon EC2 can assume this role',
    ]);
    assert.deepEqual(titles(await fileOf(document('d', 'ec2.amazonaws.com'))), ['Amazon EC2 can assume this role']);
  });

  it('has that line where the places say, each time it is asked for', async () => {
    const shared = await fileOf(SHARED);
    const places = finish(lensPlaces(shared)).map(({ start }) => start);
    assert.deepEqual(places, [SHARED.indexOf('data "'), SHARED.indexOf('statement {')]);
    assert.deepEqual(
      places.map((start) => lensAt(shared, start, context)?.title),
      titles(shared),
    );
  });

  it('is explained at its roles too', async () => {
    const text = `${role('c', encoded('"*"'))}${SHARED}${role('e', encoded('"*"'))}${role('b2', 'data.aws_iam_policy_document.d.json')}`;
    const file = await fileOf(text);
    const shared = 'first, aws_iam_role.b and aws_iam_role.b2';
    assert.deepEqual(
      ['"first"', '"b"', 'identifiers', '"c"', '"*"', '"b2"'].map((at) => roleShown(file, at)),
      [shared, shared, shared, 'aws_iam_role.c', 'aws_iam_role.c', shared],
    );
  });

  it('has an outline in plain text alone', async () => {
    const outline = async (languageId: string): Promise<string[]> =>
      finish(symbols(await fileOf(SHARED, languageId), context)).map(({ name, detail }) => `${name}: ${detail}`);
    assert.deepEqual(await outline('plaintext'), ['Trust policy: first and aws_iam_role.b']);
    assert.deepEqual(await outline('terraform'), []);
  });
});

describe('one document of a thousand roles', () => {
  it('names each, and says the first in a line', async () => {
    const many = await fileOf(
      `${Array.from({ length: 1000 }, (_, i) => role(`r${i}`, 'data.aws_iam_policy_document.d.json')).join('')}${document('d', 'ec2.amazonaws.com')}`,
    );
    assert.equal(told(many).length, 1000);
    assert.equal(titles(many)[0], 'Trust policy of aws_iam_role.r0, aws_iam_role.r1, aws_iam_role.r2 and 997 more');
    assert.equal(explain(many, context.config).length, 1);
  });
});
