import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { Finding } from '../../server/src/findings.ts';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { wholePolicy } from '../support/marked.ts';

interface Provider {
  id: string;
  issuers: { example: string; builtIn?: boolean }[];
  audience: { awsDefault: string };
  subject: {
    forms?: { example: string; custom?: boolean; name: string }[];
    wildcardAdvice?: { pattern: string }[];
    neverIssued?: { value: string; matchesGrammar?: boolean }[];
  };
}

const providers = JSON.parse(
  fs.readFileSync('server/tools/catalogue/inputs/oidc-providers.json', 'utf8'),
) as Provider[];

function saidOf({ issuers: [issuer], id }: Provider, subject: string, operator = 'StringEquals'): readonly Finding[] {
  assert.ok(issuer, id);
  const principal = issuer.builtIn ? issuer.example : `arn:aws:iam::111122223333:oidc-provider/${issuer.example}`;
  const condition = JSON.stringify({ [operator]: { [`${issuer.example}:sub`]: subject } });
  const text = wholePolicy(
    `"Effect": "Allow", "Principal": {"Federated": "${principal}"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": ${condition}`,
  );
  return finish(check(new PolicyDocument(text, true), testContext())).findings.filter(
    (f) => f.ruleId === 'oidc-subject-form',
  );
}
const levels = (findings: readonly Finding[]): readonly string[] => findings.map((f) => f.level);

/** Where a subject of the provider's own records is no fault, or is found by another rule. */
const ELSEWHERE: Readonly<{ [row: string]: string }> = {
  'facebook graph.facebook.com:sub': 'a key, not a subject: key-unknown',
  'spiffe-spire system:serviceaccount:default:default': 'on a host that can be anybody’s this is a cluster’s subject',
  'keycloak alice': 'a path tells no product, and neither does this subject',
  'jenkins job/my-job': 'a path tells no product, and neither does this subject',
};

/** What a project or a customer composes, and default tokens do not have: said, but no error. */
const SHORTENED = ['custom: repo only', 'custom: repo only, immutable', 'project path alone'];

describe('the grammar of each identity provider', () => {
  for (const provider of providers) {
    const { id, subject } = provider;
    for (const { example, name } of subject.forms ?? [])
      it(`${id}: ${example} is ${SHORTENED.includes(name) ? 'at most a warning' : 'silent'}`, () => {
        const said = levels(saidOf(provider, example));
        assert.deepEqual(said, SHORTENED.includes(name) ? ['warning'] : []);
      });
    for (const { pattern } of subject.wildcardAdvice ?? [])
      it(`${id}: ${pattern} is no error as a pattern`, () => {
        assert.ok(!levels(saidOf(provider, pattern, 'StringLike')).includes('error'));
      });
    for (const { value, matchesGrammar } of subject.neverIssued ?? []) {
      if (matchesGrammar || `${id} ${value}` in ELSEWHERE) continue;
      it(`${id}: ${value} is found`, () => {
        assert.equal(saidOf(provider, value).length, 1);
      });
    }
  }
});
