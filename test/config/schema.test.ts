import assert from 'node:assert/strict';
import schema from '../../schemas/trust-policy.config.schema.json';
import { readConfig } from '../../server/src/service.ts';

interface Property {
  readonly enum?: unknown;
  readonly default?: unknown;
  readonly defaultSnippets: readonly { readonly body: string }[];
}

describe('the schema of the config file', () => {
  it('completes every rule’s name with a level to choose, off first', () => {
    const properties = Object.entries<Property>(schema.definitions.rules.properties);
    assert.ok(properties.length > 80);
    for (const [id, { enum: values, default: value, defaultSnippets }] of properties) {
      // With a second value to propose beside the snippet, an editor writes none.
      assert.deepEqual([values, value, defaultSnippets.length], [undefined, undefined, 1], id);
      const [, choices] = /^\^"\$\{1\|([a-z,]+)\|\}"$/.exec(defaultSnippets[0]?.body ?? '') ?? [];
      const [first, ...others] = choices?.split(',') ?? [];
      assert.equal(first, 'off', id);
      for (const level of [first, ...others])
        assert.deepEqual(readConfig(`{"rules": {"${id}": "${level}"}}`).problems, [], `${id} ${level}`);
    }
  });
});
