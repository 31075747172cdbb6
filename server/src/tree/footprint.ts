import { keptIn, type TreeEdit } from './edit.ts';
import type { ArrayNode, Member, ObjectNode, ValueNode } from './node.ts';

/**
 * What the edits of one fix lay hands on. Two fixes that are right alone can be wrong together: both may write the same key
 * into one object, and a copy of a value does not know what another fix makes of it meanwhile.
 */
interface Footprint {
  /** Objects that get, lose or rename members, and lists that get items. */
  readonly containers: readonly Container[];
  /** Values that are written anew, copied or taken out as a whole. */
  readonly taken: readonly ValueNode[];
}

type Container = ObjectNode | ArrayNode;

/** Where the nodes of one tree stand. */
export class Places {
  readonly #parents = new Map<ValueNode, Container>();
  readonly #owners = new Map<Member, ObjectNode>();

  constructor(root: ValueNode) {
    const open: ValueNode[] = [root];
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.kind !== 'object' && node.kind !== 'array') continue;
      const values = node.kind === 'array' ? node.items : node.members.flatMap((m) => m.value ?? []);
      for (const value of values) {
        this.#parents.set(value, node);
        open.push(value);
      }
      if (node.kind === 'object') for (const member of node.members) this.#owners.set(member, node);
    }
  }

  footprint(edits: readonly TreeEdit[]): Footprint {
    const containers: Container[] = [];
    const taken: ValueNode[] = [];
    for (const edit of edits)
      switch (edit.op) {
        case 'replace':
          taken.push(edit.target, ...keptIn(edit.value));
          break;
        case 'replaceText':
        case 'substitute':
          taken.push(edit.target);
          break;
        case 'renameKey': {
          const owner = this.#owners.get(edit.target);
          if (owner) containers.push(owner);
          break;
        }
        case 'remove': {
          // Of a list an item may go beside another: none of them is known by its place.
          if (edit.parent.kind === 'object') containers.push(edit.parent);
          const value = 'key' in edit.target ? edit.target.value : edit.target;
          if (value) taken.push(value);
          break;
        }
        case 'set': {
          containers.push(edit.target);
          const name = typeof edit.name === 'string' ? edit.name : edit.name.value;
          const present = edit.target.members.findLast((m) => m.key.value === name);
          if (present?.value) taken.push(present.value);
          taken.push(...keptIn(edit.value));
          break;
        }
        case 'append':
          containers.push(edit.target);
          taken.push(...keptIn(edit.value));
      }
    return { containers, taken };
  }

  /** The node and all it lies in, from the inside out. */
  *outwards(node: ValueNode): Generator<ValueNode> {
    for (let at: ValueNode | undefined = node; at; at = this.#parents.get(at)) yield at;
  }
}

/** Takes fixes as long as none of them steps on another. */
export class Round {
  readonly #places: Places;
  readonly #containers = new Set<ValueNode>();
  readonly #taken = new Set<ValueNode>();
  /** What is touched, and all it lies in. */
  readonly #above = new Set<ValueNode>();

  constructor(places: Places) {
    this.#places = places;
  }

  /** Whether there was room for it; then it is in. */
  take(edits: readonly TreeEdit[]): boolean {
    const { containers, taken } = this.#places.footprint(edits);
    const touched = [...containers, ...taken];
    const meets =
      containers.some((node) => this.#containers.has(node)) ||
      taken.some((node) => this.#above.has(node)) ||
      touched.some((node) => [...this.#places.outwards(node)].some((at) => this.#taken.has(at)));
    if (meets) return false;
    for (const node of containers) this.#containers.add(node);
    for (const node of taken) this.#taken.add(node);
    for (const node of touched) for (const at of this.#places.outwards(node)) this.#above.add(at);
    return true;
  }
}
