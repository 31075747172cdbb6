import type { Span } from '../text/span.ts';
import type { StringNode, ValueNode } from '../tree/node.ts';
import type { PolicySource } from '../tree/source.ts';
import { CloudFormationTemplate } from './cloudFormation.ts';
import type { Mentions, NamePlace } from './host.ts';
import { ReferredString } from './referredString.ts';

/** What the trust policies of templates call by its name, and where the templates have it. */
export function templateMentions(text: string, policies: readonly PolicySource[]): Mentions {
  const names: NamePlace[] = [];
  const templates = new Set<CloudFormationTemplate>();
  for (const { kind, root, template } of policies) {
    if (kind !== 'trust' || !(template instanceof CloudFormationTemplate)) continue;
    templates.add(template);
    for (const { name, span } of referencesIn(root))
      names.push({ name, span, is: 'reference', within: undefined, isTrusted: true });
  }
  for (const template of templates)
    for (const { key, preset } of template.declared) {
      const said = preset && { text: text.slice(preset.span.start, preset.span.end), isDefault: true };
      names.push({ name: key.value, span: key.span, is: 'definition', within: undefined, isTrusted: false, said });
    }
  return { names, files: [] };
}

interface Reference {
  readonly name: string;
  readonly span: Span;
}

function referencesIn(node: ValueNode): readonly Reference[] {
  switch (node.kind) {
    case 'object':
      return node.members.flatMap(({ key, value }) => [...inText(key), ...(value ? referencesIn(value) : [])]);
    case 'array':
      return node.items.flatMap(referencesIn);
    case 'string':
      return inText(node);
    case 'opaque':
      return node.refersTo ? [{ name: node.refersTo.name, span: node.span }] : [];
    case 'literal':
      return [];
  }
}

function inText(node: StringNode): readonly Reference[] {
  if (node instanceof ReferredString)
    return node.refersTo === undefined ? [] : [{ name: node.refersTo, span: node.span }];
  return node.holes.flatMap(({ from, to, reason }) => {
    const name =
      reason === 'intrinsic' ? /^\$\{([\w:]+)(?:\.[\w.]+)?\}$/.exec(node.value.slice(from, to))?.[1] : undefined;
    return name === undefined ? [] : [{ name, span: node.slice(from, to) }];
  });
}
