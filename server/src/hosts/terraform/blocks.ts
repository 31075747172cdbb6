import { labelOf } from './places.ts';
import type { BringingBlock } from './written.ts';
import type { Block, Body } from './syntax.ts';

/** A block that counts, with whether a plan decides that it is there. */
export interface Found extends BringingBlock {
  readonly body: Body;
}

/** Blocks of a type, with what a `dynamic` one makes of its content. */
export function found(body: Body, type: string): Found[] {
  return body.items.flatMap((item): Found[] => {
    if (item.kind !== 'block') return [];
    if (item.type.text === type) return [{ block: item, body: item.body, maybe: false }];
    if (item.type.text !== 'dynamic' || labelOf(item, 0) !== type) return [];
    const content = item.body.items.find(
      (inner): inner is Block => inner.kind === 'block' && inner.type.text === 'content',
    );
    return content ? [{ block: content, body: content.body, maybe: true }] : [];
  });
}

export function isDynamic(body: Body, type: string): boolean {
  return body.items.some((item) => item.kind === 'block' && item.type.text === 'dynamic' && labelOf(item, 0) === type);
}
