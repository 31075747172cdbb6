import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  encodeThrough,
  jsonStringLayer,
  offsetWithin,
  spanThrough,
  urlEncodedLayer,
  type Layer,
} from '../../server/src/text/layer.ts';

describe('layers', () => {
  it('decode JSON strings as JSON.parse does, and map back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (inner) => {
        const raw = JSON.stringify(inner).slice(1, -1);
        const layer = jsonStringLayer(raw, 7);
        assert.equal(layer.text, inner);
        for (let i = 0; i <= inner.length; i++) assert.equal(layer.inner(layer.outer(i)), i);
        assert.equal(layer.outer(inner.length), 7 + raw.length);
      }),
    );
  });

  it('decode URL encoding as decodeURIComponent does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (inner) => {
        const raw = encodeURIComponent(inner);
        const layer = urlEncodedLayer(raw, 3);
        assert.equal(layer?.text, inner);
        assert.equal(layer.outer(inner.length), 3 + raw.length);
      }),
    );
  });

  it('refuse what is not URL encoding', () => {
    for (const raw of ['%', '%zz', '%E0%A4', '%ff']) assert.equal(urlEncodedLayer(raw, 0), undefined);
  });

  it('write inner text so that reading gives it back, two layers deep', () => {
    const document = JSON.stringify({ a: encodeURIComponent('{"x": "é"}') });
    const start = document.indexOf('%');
    const outer = jsonStringLayer(document.slice(start, -2), start);
    const inner = urlEncodedLayer(outer.text, 0);
    assert.ok(inner);
    const layers: Layer[] = [outer, inner];
    const at = inner.text.indexOf('é');
    const span = spanThrough(layers, at, at + 1);
    assert.equal(document.slice(span.start, span.end), '%C3%A9');
    assert.equal(offsetWithin(layers, span.start), at);
    assert.equal(encodeThrough(layers, 'é"'), '%C3%A9%22');
  });
});
