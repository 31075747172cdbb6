import assert from 'node:assert/strict';
import { complete, PolicyDocument, type KnownNames } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { marked } from '../support/marked.ts';

const account = (i: number): string => String(100_000_000_000 + i);
/** As many roles and accounts as a large workspace tells of. */
const seenOf = (count: number): KnownNames => {
  const ids = Array.from({ length: count }, (_, i) => account(i));
  return {
    accounts: ids,
    principals: ids.map((id, i) => `arn:aws:iam::${id}:role/team${i}/deploy`),
    organizations: ids.map((_, i) => `o-${'a'.repeat(10)}${i}`),
    providers: ids.map((id, i) => `arn:aws:iam::${id}:oidc-provider/idp${i}.example.com`),
    unplaced: ids.map((_, i) => `role/unplaced${i}`),
  };
};
const MANY = seenOf(20_000);
const OWN = account(19_990);

function offered(source: string, seen = MANY): { labels: readonly string[]; incomplete: boolean } {
  const { text, cursor = 0 } = marked(source);
  const context = { ...testContext({ ownAccounts: { [OWN]: 'production' } }), seen: () => seen };
  const { completions, incomplete } = complete(new PolicyDocument(text, true), cursor, context, true);
  return { labels: completions.map((c) => c.item.label), incomplete };
}
const principal = (type: string, typed: string): string =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"${type}": "${typed}‸"}, "Action": "sts:AssumeRole"}]}`;
const value = (key: string, typed = ''): string =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"${key}": "${typed}‸"}}}]}`;
const seenAmong = (labels: readonly string[]): readonly string[] =>
  labels.filter((l) => /\d{12}|^o-a/.test(l) && !l.includes('111122223333'));

describe('a workspace that names thousands', () => {
  for (const [slot, source] of [
    ['AWS principals', principal('AWS', '')],
    ['providers', principal('Federated', '')],
    ['ARNs in a condition', value('aws:PrincipalArn')],
    ['accounts in a condition', value('aws:SourceAccount')],
    ['organizations in a condition', value('aws:PrincipalOrgID')],
  ] as const)
    it(`offers at most 200 names as ${slot}, and says that there are more`, () => {
      const { labels, incomplete } = offered(source);
      const count = seenAmong(labels).length;
      assert.ok(count > 50 && count <= 200, String(count));
      assert.ok(labels.length < 400 && incomplete);
    });

  it('the reader’s own first', () => {
    const { labels } = offered(principal('AWS', ''));
    assert.equal(labels[0], `arn:aws:iam::${OWN}:root`);
    assert.equal(
      labels.find((l) => l.includes(':role/team')),
      `arn:aws:iam::${OWN}:role/team19990/deploy`,
    );
  });

  it('of these, those that hold what is typed', () => {
    for (const typed of ['team15432/', 'TEAM15432/', `arn:aws:iam::${account(15_432)}`])
      assert.ok(
        offered(principal('AWS', typed)).labels.includes(`arn:aws:iam::${account(15_432)}:role/team15432/deploy`),
      );
    assert.ok(offered(principal('AWS', account(15_432))).labels.includes(`arn:aws:iam::${account(15_432)}:root`));
    assert.ok(offered(principal('AWS', 'product')).labels.includes(`arn:aws:iam::${OWN}:root`));
    assert.ok(offered(value('aws:SourceAccount', account(15_432).slice(0, 11))).labels.includes(account(15_432)));
    const idp = `arn:aws:iam::${account(15_432)}:oidc-provider/idp15432.example.com`;
    assert.ok(offered(principal('Federated', 'idp15432')).labels.some((l) => idp.includes(l)));
  });

  it('all of them where they are few, in the order met, and the list is whole', () => {
    const few = seenOf(50);
    const { labels, incomplete } = offered(value('aws:PrincipalArn'), few);
    assert.deepEqual(
      labels.filter((l) => few.principals.includes(l)),
      few.principals,
    );
    assert.equal(incomplete, false);
  });
});
