import assert from 'node:assert/strict';
import { externalIdPlaceholder, vendorAccounts } from '../../server/src/catalogue/vendorAccounts.ts';
import { findPlaceholders, mayHoldPlaceholders } from '../../server/src/iam/placeholders.ts';

describe('the placeholder of an external ID', () => {
  it('names the vendor that issues it', () => {
    assert.equal(externalIdPlaceholder('Datadog'), '<EXTERNAL_ID_FROM_DATADOG>');
    assert.equal(externalIdPlaceholder('DisruptOps, Inc.'), '<EXTERNAL_ID_FROM_DISRUPTOPS_INC>');
    assert.equal(externalIdPlaceholder('k9 security'), '<EXTERNAL_ID_FROM_K9_SECURITY>');
    assert.equal(externalIdPlaceholder(), '<EXTERNAL_ID>');
    assert.equal(externalIdPlaceholder('…'), '<EXTERNAL_ID>');
  });

  it('is taken for a placeholder whole, whoever the vendor is', () => {
    for (const { vendor } of vendorAccounts()) {
      const text = externalIdPlaceholder(vendor);
      assert.deepEqual(findPlaceholders(text), [{ from: 0, to: text.length, reason: 'placeholder' }], text);
      assert.ok(mayHoldPlaceholders(`{"sts:ExternalId": "${text}"}`), text);
    }
  });
});
