import assert from 'node:assert/strict';
import { guards } from '../../server/src/guards/index.ts';
import { readInput } from '../../server/tools/catalogue/table.ts';

interface Documented {
  readonly key: string;
  readonly valuePattern?: string;
  readonly exampleValues: readonly string[];
}

const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
const OTHERS = ['\u00eb', '\u03a9', '\u4e2d', '\u00a0', '\u2019', '\u20ac', '\ud83d\ude00'];

describe('the forms of values', () => {
  const keys = (JSON.parse(readInput('condition-keys.json')) as Documented[]).filter(
    (k) => k.valuePattern !== undefined,
  );

  it('take the characters that AWS documents, and no others', () => {
    const looked = keys.flatMap(({ key, valuePattern = '', exampleValues: [example = ''] }) => {
      const form = guards.find((g) => g.key === key.replace('${TagKey}', ''))?.value.form;
      if (!form || key.startsWith('cognito-')) return [];
      const documented = new RegExp(valuePattern, 'u');
      const start = example.includes('${') ? 'deploy' : example; // a variable is no value
      assert.ok(form.test(start) && documented.test(start), `${key}: ${start}`);
      for (const character of [...ASCII, ...OTHERS]) {
        const value = start + character;
        assert.equal(form.test(value), documented.test(value), `${key}: ${value}`);
      }
      return [key];
    });
    const expected = ['sts:ExternalId', 'sts:RoleSessionName', 'aws:PrincipalOrgID'];
    const tags = ['aws:PrincipalTag/${TagKey}', 'aws:RequestTag/${TagKey}', 'aws:ResourceTag/${TagKey}'];
    for (const key of [...expected, ...tags]) assert.ok(looked.includes(key), key);
  });
});
