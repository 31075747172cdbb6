// A lint rule: no object is asked for a member whose name may be any text, as `constructor` is one that every object has.
import ts from 'typescript';

/** Whether values of a type may be any text. A key of an unknown type counts. */
function isAnyText(type) {
  if (type.isUnion()) return type.types.some(isAnyText);
  if (type.flags & ts.TypeFlags.TypeParameter) return isAnyText(type.getConstraint() ?? type.getDefault() ?? ANY);
  return (type.flags & (ts.TypeFlags.String | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}

const ANY = { flags: ts.TypeFlags.Any, isUnion: () => false };

export const ownNames = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      own: 'Any text may be the name, “constructor” too: use own() of text/own.ts, a Map, or ask Object.hasOwn({{object}}, {{name}}) first.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    const { getTypeAtLocation } = sourceCode.parserServices;
    const report = (node, object, name) => {
      if (isAnyText(getTypeAtLocation(name)) && !isAsked(node, object, name))
        context.report({
          node,
          messageId: 'own',
          data: { object: sourceCode.getText(object), name: sourceCode.getText(name) },
        });
    };
    /** Whether it stands where `Object.hasOwn(object, name) ? … : …` said yes. */
    const isAsked = (node, object, name) => {
      const asked = `Object.hasOwn(${sourceCode.getText(object)}, ${sourceCode.getText(name)})`;
      for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent)
        if (
          outer.type === 'ConditionalExpression' &&
          outer.consequent === inner &&
          sourceCode.getText(outer.test) === asked
        )
          return true;
      return false;
    };
    return {
      'MemberExpression[computed=true]': (node) => report(node, node.object, node.property),
      'ObjectPattern > Property[computed=true]': (node) => report(node, node.parent, node.key),
      'BinaryExpression[operator="in"]': (node) => report(node, node.right, node.left),
    };
  },
};
