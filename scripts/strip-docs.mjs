// An esbuild plugin that leaves a rule's `docs` out of the bundles: pages are made from the sources and packed beside them. The
// types hold that nothing in a bundle reads them: what judges sees `Rule`, which has none.
import * as fs from 'node:fs';
import ts from 'typescript';

export const stripDocs = {
  name: 'strip-docs',
  setup(build) {
    build.onLoad({ filter: /[\\/]server[\\/]src[\\/]rules[\\/][a-z-]+\.ts$/ }, ({ path }) => {
      if (/[\\/](index|rule)\.ts$/.test(path)) return undefined;
      const text = fs.readFileSync(path, 'utf8');
      const docs = docsOf(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true));
      if (!docs) throw new Error(`${path}: no docs to leave out`);
      const end = text.charAt(docs.end) === ',' ? docs.end + 1 : docs.end;
      return { contents: text.slice(0, docs.getStart()) + text.slice(end), loader: 'ts' };
    });
  },
};

/** The property `docs` of the rule that a file declares. */
function docsOf(node) {
  const isRule = ts.isCallExpression(node) && node.expression.getText() === 'defineRule';
  if (!isRule) return ts.forEachChild(node, docsOf);
  return node.arguments[0]?.properties.find((p) => p.name?.getText() === 'docs');
}
