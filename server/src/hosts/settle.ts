import { contains, type Span } from '../text/span.ts';
import type { Hole } from '../text/holedText.ts';
import type { Member, ObjectNode, OpaqueNode, StringNode, ValueNode } from '../tree/node.ts';
import { isHostString } from './hostString.ts';
import { ReferredString } from './referredString.ts';
import { SubString } from './subString.ts';
import { arrayOf, objectOf, writtenItems, writtenMembers } from './writtenParts.ts';

/** What a document that holds policies says of their text. */
export interface Filling {
  /** The parts of a text without a function that are filled in, and those that only look so. */
  holesOf(text: string): readonly Hole[];
  /** The text or list that a call which only a deploy makes is sure to bring. */
  meaningOf(node: OpaqueNode): ValueNode | undefined;
}

/** A policy with all that its document says of it. */
export interface Settled {
  readonly root: ObjectNode;
  /** Where text stands that the policy takes from elsewhere in the document. */
  readonly elsewhere: readonly Span[];
  /** What the document decided: with the same text and facts, all is read the same. */
  readonly facts: string;
}

/** Tells what is filled into a policy, what only looks so, and what references stand for. */
export function settled(root: ObjectNode, filling: Filling | undefined): Settled {
  if (!filling) return { root, elsewhere: NOWHERE, facts: '' };
  const settling = new Settling(root, filling);
  return { root: settling.object(root), elsewhere: settling.elsewhere, facts: settling.facts.join('\n') };
}

/** The same of a value that a policy may have instead of another. */
export function settledValue(value: ValueNode, filling: Filling): ValueNode {
  return new Settling(value, filling).value(value, true);
}

const NOWHERE: readonly Span[] = [];

class Settling {
  readonly elsewhere: Span[] = [];
  readonly facts: string[] = [];
  readonly #root: ValueNode;
  readonly #filling: Filling;

  constructor(root: ValueNode, filling: Filling) {
    this.#root = root;
    this.#filling = filling;
  }

  object(node: ObjectNode): ObjectNode {
    const before = writtenMembers(node);
    const after = before.map((member) => this.#member(member));
    return after.some((member, i) => member !== before[i]) ? objectOf(node.span, after, node.open) : node;
  }

  #member(member: Member): Member {
    this.#mark(member.key);
    const value = member.value && this.value(member.value, true);
    return value === member.value ? member : { ...member, value };
  }

  /** @param alone whether it is a member's value: only there a list may come from elsewhere */
  value(node: ValueNode, alone: boolean): ValueNode {
    switch (node.kind) {
      case 'object':
        return this.object(node);
      case 'array': {
        const before = writtenItems(node);
        const after = before.map((item) => this.value(item, false));
        return after.some((item, i) => item !== before[i]) ? arrayOf(node.span, after, node.open) : node;
      }
      case 'string':
        this.#mark(node);
        return this.#referred(node);
      case 'opaque': {
        const meant = this.#filling.meaningOf(node);
        if (!meant || (meant.kind === 'array' && !alone)) return node;
        this.facts.push(`${node.text} ${meant.kind === 'string' ? meant.value : ''}`);
        if (!contains(this.#root.span, meant.span)) this.#takes(meant);
        return meant;
      }
      case 'literal':
        return node;
    }
  }

  /** A text that is nothing but a name to fill in is what that stands for. */
  #referred(node: StringNode): StringNode {
    const refersTo = node instanceof SubString ? node.refersTo : undefined;
    if (!refersTo || !isHostString(node)) return node;
    const call: OpaqueNode = { kind: 'opaque', span: node.extent, reason: 'intrinsic', text: node.value, refersTo };
    const meant = this.#filling.meaningOf(call);
    if (!(meant instanceof ReferredString)) return node;
    this.facts.push(`${node.value} ${meant.value}`);
    return meant.saidBy(node);
  }

  #takes(meant: ValueNode): void {
    this.elsewhere.push(meant.span);
    if (meant.kind === 'array') for (const item of meant.items) if (item.kind === 'string') this.facts.push(item.value);
  }

  /** Text that a function fills in has its holes already. */
  #mark(node: ValueNode): void {
    if (isHostString(node)) for (const part of node.parts ?? []) this.#mark(part);
    if (!isHostString(node) || !node.tell || node.holes.length) return;
    const holes = this.#filling.holesOf(node.value);
    if (!holes.length) return;
    node.tell(holes);
    for (const { from, to, reason } of holes) this.facts.push(`${reason} ${node.value.slice(from, to)}`);
  }
}
