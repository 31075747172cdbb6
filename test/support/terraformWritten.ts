import { terraformHost } from '../../server/src/hosts/terraform/index.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import type { TreeEdit } from '../../server/src/tree/edit.ts';
import type { ArrayNode, Member, ObjectNode, StringNode, ValueNode } from '../../server/src/tree/node.ts';
import { extracted } from './terraformPolicies.ts';

/** The tree of a policy by its paths: `Statement/0/Action`. */
export class Tree {
  readonly root: ValueNode;

  constructor(root: ValueNode) {
    this.root = root;
  }

  node(path: string): ValueNode {
    let node: ValueNode | undefined = this.root;
    for (const step of path === '' ? [] : path.split('/')) {
      if (node?.kind === 'array') node = node.items[Number(step)];
      else node = node?.kind === 'object' ? node.members.findLast((m) => m.key.value === step)?.value : undefined;
    }
    if (!node) throw new Error(`nothing at ${path}`);
    return node;
  }

  object(path: string): ObjectNode {
    const node = this.node(path);
    if (node.kind !== 'object') throw new Error(`no object at ${path}`);
    return node;
  }

  list(path: string): ArrayNode {
    const node = this.node(path);
    if (node.kind !== 'array') throw new Error(`no list at ${path}`);
    return node;
  }

  string(path: string): StringNode {
    const node = this.node(path);
    if (node.kind !== 'string') throw new Error(`no string at ${path}`);
    return node;
  }

  member(path: string, name: string): Member {
    const found = this.object(path).members.findLast((m) => m.key.value === name);
    if (!found) throw new Error(`no ${name} at ${path}`);
    return found;
  }
}

/** A file after edits of its policy at an index; undefined where they cannot be written. */
export function rewritten(
  text: string,
  edit: (tree: Tree) => readonly TreeEdit[],
  index = 0,
  others: Readonly<Record<string, string>> = {},
): string | undefined {
  const extraction = extracted(text, others);
  const policy = extraction.policies[index];
  if (!policy) throw new Error(`no policy in ${text}`);
  const document = { languageId: 'terraform', path: 'main.tf', text, named: undefined, beside: [] };
  const edits = terraformHost.write(document, extraction, policy, edit(new Tree(policy.root)));
  return edits && applyEdits(text, edits);
}
