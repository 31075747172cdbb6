import { terraformHost } from '../../server/src/hosts/terraform/index.ts';
import type { Extraction } from '../../server/src/hosts/host.ts';
import type { Member, ValueNode } from '../../server/src/tree/node.ts';

/** What a file of a module holds, beside others of it. */
export function extracted(text: string, others: Readonly<Record<string, string>> = {}, path = 'main.tf'): Extraction {
  const beside = Object.entries(others).flatMap(
    ([other, its]) => terraformHost.facts?.({ languageId: 'terraform', path: other, text: its }) ?? [],
  );
  return terraformHost.extract({ languageId: 'terraform', path, text, named: undefined, beside });
}

/** A tree as one line: `+reason` where it may have more, `?` where a plan decides, `(…)` a default, `<…>` what only a plan knows. */
export function nodeText(node: ValueNode | undefined): string {
  switch (node?.kind) {
    case 'object':
      return `{${[...node.members.map(memberText), ...(node.open ? [`+${node.open}`] : [])].join(', ')}}`;
    case 'array':
      return `[${[...node.items.map(nodeText), ...(node.open ? [`+${node.open}`] : [])].join(', ')}]`;
    case 'string':
      return `"${node.value}"${node.holes.map(({ from, to }) => `~${from}-${to}`).join('')}`;
    case 'literal':
      return String(node.value);
    case 'opaque':
      return `<${node.text.replace(/\s+/g, ' ')}>`;
    case undefined:
      return '_';
  }
}

function memberText({ key, value, implied, maybe }: Member): string {
  const text = `${key.value}${maybe ? '?' : ''}: ${nodeText(value)}`;
  return implied ? `(${text})` : text;
}
