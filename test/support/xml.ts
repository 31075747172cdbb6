import assert from 'node:assert/strict';

/** Characters of XML 1.0, and no others. https://www.w3.org/TR/xml/#charsets */
const CHARS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const TAG = /^<(\/?)([A-Za-z][\w:-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>/;
const REFERENCE = /^&(?:#(\d+)|#x([0-9a-fA-F]+)|lt|gt|amp|quot|apos);/;

/** Fails where a text is no well-formed XML: one root, balanced elements, quoted attributes that are there once, no stray `<` or `&`. */
export function assertXml(text: string): void {
  assert.match(text, CHARS);
  for (const { index } of text.matchAll(/&/g)) {
    const [, decimal, hex] = REFERENCE.exec(text.slice(index, index + 12)) ?? assert.fail(`a stray & at ${index}`);
    const code = decimal === undefined ? Number.parseInt(hex ?? '20', 16) : Number(decimal);
    assert.match(String.fromCodePoint(code), CHARS);
  }
  const open: string[] = [];
  let roots = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const [, end, name = '', attributes = '', empty] = TAG.exec(text.slice(at)) ?? assert.fail(`a stray < at ${at}`);
    const names = [...attributes.matchAll(/\s([\w:-]+)="/g)].map((m) => m[1]);
    assert.equal(new Set(names).size, names.length, attributes);
    if (end) assert.equal(open.pop(), name);
    else {
      if (!open.length) roots++;
      if (!empty) open.push(name);
    }
  }
  assert.deepEqual([open, roots], [[], 1]);
}
