import { offsetWithin, type Layer } from '../../../text/layer.ts';
import type { Span } from '../../../text/span.ts';
import type { ArrayNode, Member, ObjectNode, StringNode, ValueNode } from '../../../tree/node.ts';
import { isChosen } from '../../calledPath.ts';
import type { MemberPlaces } from '../../editPlan.ts';
import { extentOf } from '../../hostString.ts';
import { writtenItems, writtenMembers } from '../../writtenParts.ts';
import type { Collection, Layout, Part } from './layout.ts';

/** Where the nodes of a tree stand in it, and in the text. */
export class Places implements MemberPlaces {
  readonly #layout: Layout;
  readonly #layers: readonly Layer[];
  readonly #owners = new Map<Member, ObjectNode>();
  readonly #parts = new Map<ValueNode, Part>();

  constructor(root: ValueNode, layout: Layout, layers: readonly Layer[]) {
    this.#layout = layout;
    this.#layers = layers;
    const seen = new Set<ValueNode>();
    const open: ValueNode[] = [root];
    for (let node = open.pop(); node; node = open.pop()) {
      if (seen.has(node)) continue; // several aliases stand for one
      seen.add(node);
      if (node.kind === 'array') this.#array(node, open);
      if (node.kind === 'object') this.#object(node, open);
    }
  }

  #array(node: ArrayNode, open: ValueNode[]): void {
    const items = writtenItems(node);
    const parts = this.collectionOf(node)?.parts;
    for (const [i, item] of items.entries()) {
      const part = parts?.length === items.length ? parts[i] : undefined;
      const own = isChosen(item) ? this.partAt(item) : part;
      if (own) this.#parts.set(item, own);
      open.push(item);
    }
  }

  #object(node: ObjectNode, open: ValueNode[]): void {
    for (const member of writtenMembers(node)) {
      this.#owners.set(member, node);
      if (!member.value) continue;
      const part = isChosen(member.value) ? this.partAt(member.value) : this.partOfKey(member.key);
      if (part) this.#parts.set(member.value, part);
      open.push(member.value);
    }
  }

  ownerOf(member: Member): ObjectNode | undefined {
    return this.#owners.get(member);
  }

  /** Of a mapping's own members, and not those that a merge brings. */
  isOwn(member: Member, object: ObjectNode): boolean {
    return this.partOfKey(member.key)?.within === this.collectionOf(object);
  }

  /** The mapping or list that a node is, where its text stands. */
  collectionOf(node: ObjectNode | ArrayNode): Collection | undefined {
    return this.#layout.collectionAt(this.inner(node.span.start));
  }

  /** The member of a name. */
  partOfKey(key: StringNode): Part | undefined {
    return this.#layout.memberAt(this.inner(key.span.start));
  }

  /** The member or item that a node is the value of: the alias, where one stands for it. */
  partOf(node: ValueNode): Part | undefined {
    return this.#parts.get(node);
  }

  /** The same, where its text stands. */
  ownPartOf(node: ValueNode): Part | undefined {
    const part = this.#parts.get(node);
    return part?.kind === 'alias' ? this.partAt(node) : part;
  }

  /** What begins where a node does: also one that is none of the tree, as a part of what a function joins. */
  partAt(node: ValueNode): Part | undefined {
    return this.#layout.partAt(this.inner(extentOf(node).start));
  }

  inner(offset: number): number {
    return offsetWithin(this.#layers, offset);
  }

  span({ start, end }: Span): Span {
    return { start: this.inner(start), end: this.inner(end) };
  }
}
