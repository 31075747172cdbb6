import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { oidcProvider, oidcProviders, type FoundProvider } from '../../server/src/catalogue/oidcProviders.ts';
import { readSubject, type Breadth, type ReadSubject } from '../../server/src/policy/oidcSubject.ts';

interface Record {
  id: string;
  issuers: { example: string; kind: string; generic?: boolean }[];
  subject: {
    forms?: { example: string; custom?: boolean; confidence?: string }[];
    wildcardAdvice?: { pattern: string; level: string }[];
    neverIssued?: { value: string; matchesGrammar?: boolean }[];
  };
}

const records = JSON.parse(fs.readFileSync('server/tools/catalogue/inputs/oidc-providers.json', 'utf8')) as Record[];

function foundOf({ id }: Record): FoundProvider | undefined {
  const provider = oidcProviders().find((p) => p.id === id);
  const issuer = provider?.issuers[0];
  return provider && issuer ? { provider, issuer } : undefined;
}
const read = (value: string, found: FoundProvider, wildcards = true): ReadSubject | undefined => {
  const subject = readSubject({ value, holes: [] }, wildcards, found);
  assert.notEqual(subject, 'unread');
  return subject === 'unread' ? undefined : subject;
};

const LEVELS: Readonly<{ [level: string]: readonly Breadth[] }> = {
  'open to strangers': ['strangers'],
  'whole tenant': ['tenant'],
  'whole project': ['project'],
  fine: ['fine'],
};

/** Where our parts tell it otherwise, and why that does. */
const OTHERWISE: Readonly<{ [pattern: string]: Breadth }> = {
  // A stack's name may repeat in another space, but somebody of the account made it.
  'spacelift *:stack:infra:*': 'fine',
  // A job's folder is its own.
  'jenkins https://jenkins.acme.com/job/my-job/*': 'fine',
  // The root namespace is one of several.
  'hashicorp-vault plugin-identity:root:*': 'project',
};

describe('subjects of identity providers', () => {
  for (const record of records) {
    const found = foundOf(record);
    if (!found?.provider.forms.length) continue;
    for (const form of record.subject.forms ?? []) {
      if (form.confidence === 'low') continue;
      it(`${record.id}: ${form.example} is read, and lets in just what it names`, () => {
        const subject = read(form.example, found, false);
        assert.ok(subject);
        assert.equal(subject.breadth, 'fine');
      });
    }
    for (const { pattern, level } of record.subject.wildcardAdvice ?? []) {
      if (!/[*?]/.test(pattern)) continue;
      it(`${record.id}: ${pattern} lets in: ${level}`, () => {
        const subject = read(pattern, found);
        assert.ok(subject);
        const expected = OTHERWISE[`${record.id} ${pattern}`];
        const levels =
          level === 'open to strangers' && found.issuer.kind !== 'shared'
            ? (['tenant'] as const)
            : (LEVELS[level] ?? []);
        assert.ok(
          expected === undefined ? levels.includes(subject.breadth) : subject.breadth === expected,
          `${subject.breadth} by ${subject.culprit?.part.name ?? 'nothing'}`,
        );
      });
    }
    for (const { value, matchesGrammar } of record.subject.neverIssued ?? []) {
      if (matchesGrammar || !found.provider.formsComplete) continue;
      it(`${record.id}: ${value} is no usual subject`, () => {
        assert.ok(read(value, found, false)?.form.custom ?? true);
      });
    }
  }

  it('gives up on what nobody means', () => {
    for (const { provider } of records.flatMap((r) => foundOf(r) ?? []))
      for (const value of ['?'.repeat(590) + ':', '*a'.repeat(290) + ':', '*:'.repeat(12) + 'x'.repeat(500)]) {
        const [issuer] = provider.issuers;
        assert.ok(issuer);
        // Comes back at all; each way to lay it beside a form would take minutes.
        const subject = readSubject({ value, holes: [] }, true, { provider, issuer });
        assert.ok(subject === undefined || subject === 'unread' || subject.breadth !== 'fine', provider.id);
      }
  });

  it('cannot tell what a placeholder at the end holds', () => {
    const found = oidcProvider('token.actions.githubusercontent.com');
    assert.ok(found);
    const breadthOf = (value: string): unknown => {
      const holes = [...value.matchAll(/\$\{\w+\}/g)].map((m) => ({
        from: m.index,
        to: m.index + m[0].length,
        reason: 'placeholder' as const,
      }));
      const subject = readSubject({ value, holes }, true, found);
      return typeof subject === 'object' ? subject.breadth : subject;
    };
    assert.deepEqual(
      ['${SUBJECT}*', '${PREFIX}:*', 'repo:${REPO}*', 'repo:${ORG}/*', 'repo:*/${REPO}:*', 'repo:${ORG}/${REPO}:*'].map(
        breadthOf,
      ),
      ['unread', 'unread', 'unread', 'tenant', 'strangers', 'project'],
    );
  });

  it('names the part that is open', () => {
    const found = oidcProvider('token.actions.githubusercontent.com');
    assert.ok(found);
    assert.deepEqual(
      ['repo:octo*', 'repo:octo-org/*', 'repo:octo-org/octo-repo:*'].map((v) => read(v, found)?.culprit?.part.label),
      ['owner', 'repository', 'branch'],
    );
  });
});
