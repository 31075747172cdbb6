import type { Body, Expression, Name, SyntaxTree } from '../../server/src/hosts/terraform/syntax.ts';
import type { Span } from '../../server/src/text/span.ts';

/** A syntax tree as one line of text, for tests that compare. */
export function printed(tree: SyntaxTree | undefined): string {
  return tree ? bodyText(tree.body) : 'none';
}

function bodyText(body: Body): string {
  return body.items
    .map((item) => {
      if (item.kind === 'attribute') return `${item.name.text} = ${expressionText(item.value)}`;
      const head = [item.type, ...item.labels].map(expressionText).join(' ');
      return item.body.items.length ? `${head} { ${bodyText(item.body)} }` : `${head} {}`;
    })
    .join('; ');
}

export function expressionText(node: Expression | Name | undefined): string {
  switch (node?.kind) {
    case 'name':
      return node.text;
    case 'template':
      return `${node.form === 'heredoc' ? '<<' : ''}${JSON.stringify(node.value)}${node.closed ? '' : '…'}`;
    case 'literal':
      return String(node.value);
    case 'tuple':
      return `[${node.items.map(expressionText).join(', ')}]`;
    case 'object':
      return `{${node.members.map(({ key, value }) => `${expressionText(key)} = ${expressionText(value)}`).join(', ')}}`;
    case 'parentheses':
      return `(${expressionText(node.inner)})`;
    case 'conditional':
      return `${expressionText(node.condition)} ? ${expressionText(node.whenTrue)} : ${expressionText(node.whenFalse)}`;
    case 'reference':
      return [
        node.root.text,
        ...node.steps.map((step) => {
          if (step.kind === 'name') return `.${step.text}`;
          return step.kind === 'splat' ? '[*]' : `[${step.key === undefined ? '?' : JSON.stringify(step.key)}]`;
        }),
      ].join('');
    case 'call':
      return `${node.name.text}(${node.arguments.map(expressionText).join(', ')}${node.expands ? '...' : ''})`;
    case 'opaque':
      return `<${node.reason}>`;
    case undefined:
      return '_';
  }
}

/** Every span of a tree with the span around it, in text order. */
export function spansOf(tree: SyntaxTree): { readonly outer: Span; readonly inner: readonly Span[] }[] {
  const found: { outer: Span; inner: readonly Span[] }[] = [];
  const put = (outer: Span, inner: readonly (Span | undefined)[]): void => {
    found.push({ outer, inner: inner.filter((span) => span !== undefined) });
  };
  const ofBody = ({ span, items }: Body): void => {
    put(
      span,
      items.map((item) => item.span),
    );
    for (const item of items) {
      if (item.kind === 'attribute') {
        put(item.span, [item.name.span, item.value?.span]);
        ofExpression(item.value);
      } else {
        put(item.span, [item.type.span, ...item.labels.map((label) => label.span), item.body.span]);
        ofBody(item.body);
      }
    }
  };
  const ofExpression = (node: Expression | Name | undefined): void => {
    switch (node?.kind) {
      case 'tuple':
        put(
          node.span,
          node.items.map((item) => item.span),
        );
        node.items.forEach(ofExpression);
        break;
      case 'object':
        put(
          node.span,
          node.members.map((member) => member.span),
        );
        for (const { key, value, span } of node.members) {
          put(span, [key.span, value?.span]);
          ofExpression(key);
          ofExpression(value);
        }
        break;
      case 'parentheses':
        put(node.span, [node.inner?.span]);
        ofExpression(node.inner);
        break;
      case 'conditional': {
        const parts = [node.condition, node.whenTrue, node.whenFalse];
        put(
          node.span,
          parts.map((part) => part?.span),
        );
        parts.forEach(ofExpression);
        break;
      }
      case 'reference':
        put(node.span, [node.root.span, ...node.steps.map((step) => step.span)]);
        break;
      case 'call':
        put(node.span, [node.name.span, ...node.arguments.map((argument) => argument.span)]);
        node.arguments.forEach(ofExpression);
        break;
      case 'template':
        put(node.span, [node.body]);
        put(
          node.body,
          node.holes.map((hole) => hole.source),
        );
        put(
          node.body,
          Array.from(node.value, (_, i) => node.slice(i, i)),
        );
        break;
      case 'name':
      case 'literal':
      case 'opaque':
      case undefined:
    }
  };
  put(tree.body.span, []);
  put(
    tree.body.span,
    tree.unreadable.map(({ start }) => ({ start, end: start })),
  );
  ofBody(tree.body);
  return found;
}
