// An esbuild plugin that leaves out of the bundles what only a rule's page says: why, examples, sources. Pages are made from
// the sources and packed beside the bundles.
import * as fs from 'node:fs';
import ts from 'typescript';

const PAGE_ONLY = new Set(['why', 'examples', 'references', 'accessAnalyzer', 'iamError']);

export const stripDocs = {
  name: 'strip-docs',
  setup(build) {
    build.onLoad({ filter: /[\\/]server[\\/]src[\\/]rules[\\/][a-z-]+\.ts$/ }, ({ path }) => {
      const text = fs.readFileSync(path, 'utf8');
      const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
      const cuts = [];
      const visit = (node) => {
        const isMeta =
          ts.isPropertyAssignment(node) &&
          node.name.getText() === 'meta' &&
          ts.isObjectLiteralExpression(node.initializer);
        if (!isMeta) return void ts.forEachChild(node, visit);
        for (const property of node.initializer.properties) {
          if (property.name && PAGE_ONLY.has(property.name.getText())) cuts.push(property);
        }
      };
      visit(source);
      let contents = text;
      for (const property of cuts.reverse()) {
        const end = contents.charAt(property.end) === ',' ? property.end + 1 : property.end;
        contents = contents.slice(0, property.getStart()) + contents.slice(end);
      }
      return { contents, loader: 'ts' };
    });
  },
};
