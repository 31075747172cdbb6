import assert from 'node:assert/strict';
import { loggable, printable, printableName } from '../../server/src/text/printable.ts';

describe('text on its way out', () => {
  it('shows control and bidi characters of a name as escapes', () => {
    const shown: Readonly<Record<string, string>> = {
      'a\nb': 'a\\nb',
      'a\r\n\tb': 'a\\r\\n\\tb',
      '\u001b[31mred\u0007': '\\x1b[31mred\\x07',
      '\u0085\u009b31m\u007f': '\\x85\\x9b31m\\x7f',
      'a\u202egpj.exe': 'a\\u202egpj.exe',
      'a\u2066b\u2069\u061c\u2028\u200b': 'a\\u2066b\\u2069\\u061c\\u2028\\u200b',
      'roles/über 役割.json': 'roles/über 役割.json',
      'C:\\new\\roles.json': 'C:\\new\\roles.json',
    };
    for (const [name, expected] of Object.entries(shown)) assert.equal(printableName(name), expected);
  });

  it('puts ./ in front of a name that a build log would take for a command', () => {
    assert.equal(printableName('::error title=x::y.json'), './::error title=x::y.json');
    assert.equal(printableName('  ::stop-commands::x'), './  ::stop-commands::x');
    assert.equal(printableName('##[group]x'), './#\\u0023[group]x');
    assert.equal(printableName('##vso[task.setvariable]x'), './#\\u0023vso[task.setvariable]x');
    assert.equal(printableName('## notes.json'), './## notes.json');
    for (const harmless of ['a::b.json', ':a.json', '#1.json', 'a/##b.json', './::x', '/::x'])
      assert.equal(printableName(harmless), harmless);
  });

  it('leaves no command inside a line either, and JSON with the same text', () => {
    for (const text of ['say ##[add-mask]x', '##[error]', 'a###[b]', '##VSO[task.complete]', '##vso[##[x]']) {
      assert.doesNotMatch(loggable(text), /##(vso)?\[/i);
      assert.equal(JSON.parse(loggable(JSON.stringify(text))), text);
    }
    assert.equal(loggable('# a ## b [c]'), '# a ## b [c]');
    assert.equal(printable('##[x]\n'), '##[x]\\u000a');
  });
});
