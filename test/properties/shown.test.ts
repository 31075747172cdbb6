import assert from 'node:assert/strict';
import { resolveAction } from '../../server/src/lsp/codeActions.ts';
import { recordOf } from '../../server/src/lsp/given.ts';
import { finish, previewText, problemWith, type Answers } from '../../server/src/service.ts';
import { abridged, beginning, printable, printableLines } from '../../server/src/text/printable.ts';
import { testContext } from '../support/context.ts';
import { allow, policy, SLOTS } from '../support/slots.ts';
import { actionsIn, configSurfacesOf, judgedOf, surfacesOf, type Shown } from '../support/surfaces.ts';
import { assertXml } from '../support/xml.ts';

/** A terminal obeys them, a line breaks at them, they turn what is read around, or nobody sees them, or XML takes none. */
const HIDDEN = [
  '\u0000',
  '\u001b',
  '\u007f',
  '\u0085',
  '\u061c',
  '\u200b',
  '\u200f',
  '\u2028',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ufffe',
  '\u{e0041}',
  '\u{1ffff}',
  '\ud800',
  '\udc00',
];
const RAW =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}\u{1fffe}\u{1ffff}]|\p{Cs}/u;
const OF_LINES = new Set(['hover', 'svg', 'mermaid', 'panel']);

function assertSeen([surface, text]: Shown): void {
  const plain = OF_LINES.has(surface) ? text.replaceAll('\n', '') : text;
  const found = RAW.exec(plain);
  if (found) assert.fail(`${surface}: ${printable(plain.slice(Math.max(found.index - 80, 0), found.index + 40))}`);
  if (surface === 'svg') assertXml(text);
}

/** As it stands in JSON, where that allows it raw too. */
function written(name: string): Readonly<Record<string, string>> {
  const escaped = name
    .split('')
    .map((c) => (c >= ' ' && c <= '~' ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`))
    .join('');
  return name.includes('\0') ? { escaped } : { escaped, 'as it is': name };
}

describe('what no reader sees', () => {
  for (let i = 0; i < HIDDEN.length; i += 4) {
    const name = `a${HIDDEN.slice(i, i + 4).join('b')}b`;
    for (const [form, json] of Object.entries(written(name)))
      it(`${printable(name)} comes out raw nowhere, ${form}`, () => {
        for (const documentWith of Object.values(SLOTS)) surfacesOf(documentWith(json)).forEach(assertSeen);
      });
  }

  it('nor from a config, nor from the wizard', () => {
    const name = `a${HIDDEN.join('b')}b`;
    const json = JSON.stringify({ [name]: 1, rules: { [name]: 'off' }, overrides: [{ [name]: 1 }] });
    configSurfacesOf(json, name)
      .filter(([surface]) => surface === 'config')
      .forEach(assertSeen);
    const answers: Answers = { kind: 'rolesAnywhere', commonName: name };
    for (const text of [previewText(answers) ?? '', problemWith(answers, 'commonName', name) ?? ''])
      assertSeen(['panel', text]);
    assert.equal(problemWith(answers, 'commonName', 'a b ü'), undefined);
  });

  it('is written as JSON has it, half characters and what is none too', () => {
    assert.equal(printable('a\u001b\u{e0041}\ud800é🚀'), 'a\\u001b\\udb40\\udc41\\ud800é🚀');
    assert.equal(printableLines('a\n\u202e'), 'a\n\\u202e');
    const value = { [HIDDEN.join('x')]: HIDDEN };
    assert.deepEqual(JSON.parse(printableLines(JSON.stringify(value, null, 2))), value);
  });
});

describe('what reads like markup', () => {
  const name =
    'a](command:x) ![i](https://e.example/i.png) [l](javascript:y) <img src=x onerror=1> `b` ``c` <script>1</script> &e; ]]> "/> https://e.example www.e.example';
  const json = JSON.stringify(name).slice(1, -1);
  /** Of a hover: what is neither code nor a link to a page of ours. */
  const outside = (markdown: string): string =>
    markdown
      .replace(/(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)/g, '')
      .replace(/(?<!!)\[[^\][]*\]\(https:\/\/docs\.aws\.amazon\.com\/[\w./#-]+\)/g, '');

  it('is text in hovers and pictures: no command, link, image or element of another’s', () => {
    for (const [slot, documentWith] of Object.entries(SLOTS))
      for (const [surface, text] of surfacesOf(documentWith(json))) {
        if (surface === 'hover')
          assert.doesNotMatch(outside(text), /command:|[a-z]+:\/\/|www\.|\]\(|!\[|<[a-z/!]|&(?!#\d+;)/i, slot);
        if (surface !== 'svg') continue;
        assertXml(text);
        for (const tag of text.replace(/"[^"]*"/g, '""').match(/<[^>]*>/g) ?? [])
          assert.match(
            tag,
            /^<\/?(?:svg|defs|style|marker|path|g|title|rect|text)(?: (?!on|href|xlink)[\w-]+="")*\/?>$/,
            slot,
          );
      }
  });

  it('ends no text of a diagram', () => {
    for (const documentWith of Object.values(SLOTS))
      for (const [surface, text] of surfacesOf(documentWith(json), [0]))
        if (surface === 'mermaid')
          for (const line of text.split('\n').slice(1, -1))
            assert.match(
              line,
              /^ {2}\w+(?:(?:\(\[|\{\{|\[)"(?:[^"<>&`]|<br\/>)*"(?:\]\)|\}\}|\])| (?:-->|-\. nobody \.->) \w+)$/,
            );
  });
});

describe('a value longer than anybody reads', () => {
  it('is cut between characters and escapes, and keeps its beginning and its end', () => {
    assert.equal(abridged('x'.repeat(200)), 'x'.repeat(200));
    assert.match(abridged(`a${'x'.repeat(1000)}z`), /^ax{99}…x{98}z$/);
    for (let pad = 0; pad < 8; pad++)
      for (const unit of ['🚀', '\u001b']) {
        const text = abridged('x'.repeat(pad) + unit.repeat(1000));
        assert.ok(text.length <= 200 && !/\p{Cs}|\\(?!u001b)[^…]*…/u.test(text), text);
      }
    assert.equal(beginning('ab🚀', 3), 'ab');
    assert.equal(beginning('ab\\u001b', 5), 'ab');
  });

  for (const [slot, documentWith] of Object.entries(SLOTS))
    it(`as ${slot} makes no message, title, hover, line or name long, and no list of actions`, () => {
      const long = 'x'.repeat(1_000_000 / (documentWith('<>').split('<>').length - 1));
      const text = documentWith(long);
      const places = [...text.matchAll(/x{9,}/g)].flatMap(({ index }) => [index, index + long.length]);
      for (const [surface, shown] of surfacesOf(text, [0, ...places.slice(0, 2), text.length]))
        if (surface !== 'svg' && surface !== 'mermaid' && surface !== 'panel')
          assert.ok(shown.length < 2000, `${surface}: ${shown.length} ${shown.slice(0, 300)}`);
      const actions = JSON.stringify(actionsIn(text, 0, text.length));
      assert.ok(actions.length < 100_000, `${actions.length} ${abridged(actions)}`);
    });

  it('in an edit that is brought when it is chosen, and is the same then', () => {
    const source = policy(allow(`, "Sid": "${'k'.repeat(30_000)}!"`));
    const now = judgedOf(source);
    const at = (only: boolean) => actionsIn(source, 40, source.length, only);
    const later = at(true).filter((a) => recordOf(a.data)['source'] !== undefined);
    assert.deepEqual(new Set(later.map((a) => a.kind)), new Set(['quickfix', 'refactor.rewrite']));
    for (const action of later) {
      assert.equal(action.edit, undefined);
      const { edit } = at(false).find((a) => a.title === action.title && a.kind === action.kind) ?? {};
      assert.deepEqual(finish(resolveAction(action, now, testContext())).edit, edit);
      assert.throws(() => finish(resolveAction({ ...action, title: 'x' }, now, testContext())), /changed/);
      assert.throws(() => finish(resolveAction(action, judgedOf(`${source} `, 2), testContext())), /changed/);
    }
  });
});
