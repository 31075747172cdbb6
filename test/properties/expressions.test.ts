// Each regular expression of the product, and of its tables, against texts made from its own parts.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import ts from 'typescript';
import { oidcProviders } from '../../server/src/catalogue/oidcProviders.ts';
import { growsLinearly } from '../support/growth.ts';
import { pumped, pumpsOf } from '../support/pumping.ts';

function literalsIn(folder: string): RegExp[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = fs.readFileSync(`${folder}/${name}`, 'utf8');
      const found: RegExp[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf('/');
          found.push(new RegExp(node.text.slice(1, end), node.text.slice(end + 1)));
        }
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest));
      return found;
    });
}

function ofTheTables(): RegExp[] {
  return oidcProviders().flatMap(({ issuers, audiencePattern, forms, slips, sign, ownClaims }) => [
    ...issuers.map((i) => i.regex),
    ...(audiencePattern ? [audiencePattern] : []),
    ...[sign, ownClaims].flatMap((e) => e ?? []),
    ...forms.map((f) => f.regex),
    ...slips.map((slip) => slip.form.regex),
    ...forms.flatMap((f) => f.segments.flatMap((s) => (typeof s === 'string' ? [] : [s.regex]))),
  ]);
}

function all(): readonly RegExp[] {
  const expressions = [...literalsIn('server/src'), ...literalsIn('client/src'), ...ofTheTables()];
  return [...new Map(expressions.map((e) => [String(e), e])).values()];
}

/** Asserts that the time it takes grows as the text does, whatever it is fed. */
function staysLinear(expression: RegExp, sizes = [250, 2500]): void {
  const run = (text: string): unknown => (expression.global ? text.replace(expression, '') : text.search(expression));
  for (const pump of pumpsOf(expression)) {
    // From small texts on: what is cubic would not end on the large ones.
    for (const size of sizes) {
      growsLinearly(
        `${String(expression)} on ${JSON.stringify(pump)}`,
        (n) => {
          const text = pumped(pump, n);
          return () => run(text);
        },
        size,
      );
    }
  }
}

describe('regular expressions', () => {
  it('take time that grows as the text does', () => {
    const expressions = all();
    assert.ok(expressions.length > 300, `${expressions.length} expressions`);
    for (const expression of expressions) staysLinear(expression);
  }).timeout(300_000); // thousands of texts

  for (const slow of [
    /^\s*(\{\s*\})?\s*$/,
    /[.,]+$/,
    /\$\{[^}]+$/g,
    /^arn:[^*?]+:(?:role|user)\/[^*?]+$/,
    /\/*$/,
    /^[^:]+\.[^:]+:(sub|aud)$/,
    /(?:^|\/)AWSReservedSSO_(.+)_[0-9a-f]{16}$/,
    /^[A-Za-z_-]*(?:account|number|org|id)[A-Za-z_-]*$/i,
    /\s+(?=[,}])/,
    /,\s*"?([^'"{}]*?)"?\s*\}$/,
  ])
    it(`of which ${String(slow)} would not`, () => {
      assert.throws(() => {
        staysLinear(slow, [250, 2500, 10_000]);
      }, /times as long/);
    }).timeout(300_000);
});
