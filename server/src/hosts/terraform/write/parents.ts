import type { Span } from '../../../text/span.ts';
import { memo } from '../../../text/memo.ts';
import type { ArrayNode, Member, ObjectNode, StringNode, ValueNode } from '../../../tree/node.ts';
import { extentOf } from '../../hostString.ts';
import { isDocumentMember, itemsWritten, membersWritten, type Argument } from '../written.ts';

/** Where the nodes of a tree stand in it, and in the text. */
export class Parents {
  readonly #owners = new Map<Member, ObjectNode>();
  readonly #lists = new Map<ValueNode, ArrayNode>();
  readonly #members = new Map<ValueNode, Member>();
  /** Values of arguments, as a whole. */
  readonly #arguments = new Set<ValueNode>();
  /** Of what stands in braces or brackets: its expression there, which may be a reference to it. */
  readonly #places = new Map<ValueNode | StringNode, Span>();

  constructor(root: ValueNode) {
    const open: ValueNode[] = [root];
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.kind === 'array') this.#array(node, open);
      if (node.kind === 'object') this.#object(node, open);
    }
  }

  #array(node: ArrayNode, open: ValueNode[]): void {
    this.#placeItems(node);
    for (const item of node.items) {
      this.#lists.set(item, node);
      open.push(item);
    }
  }

  #object(node: ObjectNode, open: ValueNode[]): void {
    for (const { expression, members } of membersWritten(node))
      members.forEach(({ key, value }, i) => {
        const written = expression.members[i];
        this.#place(key, written?.key.span);
        if (value) this.#place(value, written?.value?.span);
      });
    for (const member of node.members) {
      this.#owners.set(member, node);
      if (isDocumentMember(member)) for (const argument of member.arguments) this.#placeArgument(argument);
      if (!member.value) continue;
      const [only, ...more] = isDocumentMember(member) ? member.arguments : [];
      if (only && !more.length && member.value.kind === 'array') this.#place(member.value, only.attribute.value?.span);
      this.#members.set(member.value, member);
      open.push(member.value);
    }
  }

  /** A list of one is none of the tree. */
  #placeArgument({ attribute, value }: Argument): void {
    this.#arguments.add(value);
    this.#place(value, attribute.value?.span);
    this.#placeItems(value);
  }

  #placeItems(list: ValueNode): void {
    for (const { expression, items } of itemsWritten(list))
      for (const [i, item] of items.entries()) this.#place(item, expression.items[i]?.span);
  }

  #place(node: ValueNode, span: Span | undefined): void {
    if (span) this.#places.set(node, span);
  }

  ownerOf(member: Member): ObjectNode | undefined {
    return this.#owners.get(member);
  }

  listOf(node: ValueNode): ArrayNode | undefined {
    return this.#lists.get(node);
  }

  memberOf(node: ValueNode): Member | undefined {
    return this.#members.get(node);
  }

  /** Whether a value is that of an argument, and not an item of its list. */
  isArgument(node: ValueNode): boolean {
    return this.#arguments.has(node);
  }

  /** All that makes a value where it stands: what is around it, or the reference to it. */
  placeOf(node: ValueNode): Span {
    return this.#places.get(node) ?? extentOf(node);
  }
}

/** Of a policy: asked for each of its fixes. */
export const parentsIn = memo((root: ValueNode) => new Parents(root));
