import assert from 'node:assert/strict';
import { CancellationToken } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { DocumentCache } from '../../server/src/lsp/documentCache.ts';
import { DEFAULT_SETTINGS } from '../../server/src/lsp/settings.ts';
import type { Facts } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

describe('the analysis of an open document', () => {
  const POLICY =
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"DateLessThan": {"aws:CurrentTime": "2026-12-31T23:59:59Z"}}}]}';
  const document = TextDocument.create('file:///w/role-trust-policy.json', 'json', 1, POLICY);
  const BESIDE: readonly Facts[] = [];
  const cache = new DocumentCache(() => document);
  const context = testContext({ ownAccounts: { '111122223333': 'prod' } });
  const ask = async (time: string) =>
    (
      await cache.analysis(
        document,
        DEFAULT_SETTINGS,
        BESIDE,
        { ...context, now: Date.parse(time) },
        CancellationToken.None,
      )
    ).analysis;

  it('of an unchanged version stays the same until a date in it passes, then is made once more', async () => {
    const first = await ask('2026-01-01');
    assert.deepEqual(first.findings, []);
    assert.equal(await ask('2026-12-31T23:59:59Z'), first);
    const over = await ask('2027-01-01');
    assert.deepEqual(
      over.findings.map((f) => f.ruleId),
      ['condition-expired'],
    );
    assert.equal(await ask('2030-01-01'), over);
  });
});
