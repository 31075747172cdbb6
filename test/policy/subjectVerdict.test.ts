import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { oidcProvider, oidcProviders, type FoundProvider } from '../../server/src/catalogue/oidcProviders.ts';
import { formOf, issuerOfSubject, meantBy } from '../../server/src/policy/subjectVerdict.ts';

interface Record {
  id: string;
  subject: { forms?: { example: string }[] };
}

const records = JSON.parse(fs.readFileSync('server/tools/catalogue/inputs/oidc-providers.json', 'utf8')) as Record[];

function foundOf(id: string): FoundProvider {
  const provider = oidcProviders().find((p) => p.id === id);
  const issuer = provider?.issuers[0];
  assert.ok(provider && issuer, id);
  return { provider, issuer };
}

/** Patterns that a subject matches: with an end, a beginning or a piece of it left open, or a character. */
function* patternsOf(subject: string): Generator<string> {
  for (let i = 0; i <= subject.length; i++) {
    yield `${subject.slice(0, i)}*`;
    yield `*${subject.slice(i)}`;
    for (const length of [1, 5, 12]) yield `${subject.slice(0, i)}*${subject.slice(i + length)}`;
    if (i < subject.length) yield `${subject.slice(0, i)}?${subject.slice(i + 1)}`;
  }
}

describe('the form of a subject', () => {
  for (const { id, subject } of records)
    it(`${id}: a pattern that a subject matches is never refused`, () => {
      const found = foundOf(id);
      for (const { example } of subject.forms ?? [])
        for (const value of patternsOf(example)) assert.ok(formOf({ value, holes: [] }, true, found), value);
    });

  it('is not known where a placeholder may hold anything', () => {
    const found = foundOf('eks-irsa');
    const formWith = (from: number, to: number, value: string): unknown =>
      formOf({ value, holes: [{ from, to, reason: 'placeholder' }] }, false, found);
    assert.ok(formWith(0, 6, '${SUB}'));
    assert.ok(formWith(22, 27, 'system:serviceaccount:${NS}:web'));
    assert.equal(formWith(22, 27, 'system:serviceaccount:${NS}/web:web'), undefined);
  });

  it('is told by what the subject looks like where the issuer can have any host', () => {
    const idOf = (subject: string, issuer = 'idp.acme.example'): string | undefined =>
      issuerOfSubject(oidcProvider(issuer), subject)?.provider.id;
    assert.equal(idOf('project_path:acme/app'), 'gitlab-self-managed');
    assert.equal(idOf('organization:acme:workspace:app:run_phase:apply'), 'terraform-enterprise');
    assert.equal(idOf('spiffe://acme.example/web'), 'spiffe-spire');
    assert.equal(idOf('system:serviceaccount:shop/web'), 'kubernetes-self-managed');
    assert.equal(idOf('space:Default:project:Shop'), 'octopus-deploy');
    assert.equal(idOf('repo:acme/app:ref:main'), undefined);
    assert.equal(idOf('space:ours'), undefined);
    assert.equal(idOf('spiffe://acme.example/web', 'acme.s3.eu-west-1.amazonaws.com'), undefined);
    assert.equal(idOf('anything', 'gitlab.com'), 'gitlab-com');
  });

  it('is known for what people write instead', () => {
    const meant = (id: string, subject: string): string | undefined => meantBy(subject, foundOf(id));
    assert.equal(meant('github-actions', 'repo:a/b:tag:v1'), 'repo:a/b:ref:refs/tags/v1');
    assert.equal(meant('upbound', 'mcp:acme:live:provider:aws'), 'mcp:acme/live:provider:aws');
    assert.equal(meant('fly-io', 'org:acme:app:web'), 'acme:web:*');
    assert.equal(meant('env0', 'acme'), undefined);
  });
});
