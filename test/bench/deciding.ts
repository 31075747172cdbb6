import { compile } from '../../server/src/evaluate/compile.ts';
import { decide } from '../../server/src/evaluate/decide.ts';
import { PolicyDocument } from '../../server/src/service.ts';
import { documentOf } from './documents.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Target';
const GITHUB = 'token.actions.githubusercontent.com';

/** Calls of every kind, no two alike. */
const REQUESTS: readonly object[] = Array.from({ length: 1000 }, (_, i) => ({
  role: ROLE,
  caller: [
    { user: `arn:aws:iam::111122223333:user/u${i}`, tags: { team: 'red' } },
    { role: `arn:aws:iam::464622532012:role/r${i}`, session: 's', org: 'o-a1b2c3d4e5' },
    { service: 'ec2.amazonaws.com', sourceAccount: '111122223333' },
    { oidc: { issuer: GITHUB, claims: { sub: `repo:octo-org/r${i}:ref:refs/heads/main`, aud: 'sts.amazonaws.com' } } },
    { saml: { provider: 'arn:aws:iam::111122223333:saml-provider/Corp', keys: { aud: `https://${i}` } } },
  ][i % 5],
  with: { externalId: `e${i}`, sessionName: 's' },
  from: { ip: '203.0.113.7', region: 'eu-west-1', time: '2026-06-01T00:00:00Z' },
}));

/** Decides about a thousand calls by a policy of 2 KB, which is read and compiled first. */
export function decideThousand(): { readonly bytes: number; readonly run: () => number } {
  const text = documentOf(2);
  const run = (): number => {
    const [policy] = new PolicyDocument(text, true).trustPolicies;
    if (!policy) throw new Error('the document holds no policy');
    const compiled = compile(policy);
    return REQUESTS.filter((request) => decide(compiled, request, { trace: false }).decision === 'allow').length;
  };
  return { bytes: text.length, run };
}
