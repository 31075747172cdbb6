import type { TextEdit } from '../../../text/edit.ts';
import { memo } from '../../../text/memo.ts';
import type { Span } from '../../../text/span.ts';
import { SpanSet } from '../../../text/spanSet.ts';
import { keptIn, type TreeEdit } from '../../../tree/edit.ts';
import type { ValueNode } from '../../../tree/node.ts';
import { copiesHole } from '../../freshText.ts';
import type { TerraformPolicy } from '../policy.ts';
import { DocumentWriter } from './document.ts';
import { ExpressionWriter } from './expressions.ts';
import { parentsIn } from './parents.ts';
import { Plan } from '../../editPlan.ts';
import { Sheet } from './sheet.ts';

/**
 * Turns tree edits into text edits of a Terraform file. Undefined where what must be touched is broken, is filled in by a plan, or
 * stands where it is not only this policy's.
 */
export function write(text: string, policy: TerraformPolicy, edits: readonly TreeEdit[]): TextEdit[] | undefined {
  const { root } = policy;
  const broken = placesOf(policy);
  const isSure = (edit: TreeEdit): boolean =>
    !touched(edit, policy.isDocument).some((span) => broken.touches(span)) &&
    !copiesHole(edit, root) &&
    !changesUnknown(edit);
  if (root.kind !== 'object' || !edits.every(isSure)) return undefined;
  const sheet = new Sheet(text);
  const parents = parentsIn(root);
  const plan = new Plan(edits, parents, !policy.isDocument);
  if (plan.fails || plan.substituted.length) return undefined; // here all text is filled in
  const writer = policy.isDocument
    ? new DocumentWriter(sheet, root, parents, plan)
    : new ExpressionWriter(sheet, root, parents, plan);
  writer.write();
  return sheet.fails || !plan.isTold || !sheet.edits.every(({ span }) => policy.owns(span)) ? undefined : sheet.edits;
}

const placesOf = memo((policy: TerraformPolicy) => new SpanSet(policy.unreadable));

/** The places that an edit depends on. In a policy document another name can make blocks of an argument. */
function touched(edit: TreeEdit, isDocument: boolean): readonly Span[] {
  switch (edit.op) {
    case 'renameKey':
      return [isDocument ? edit.target.span : edit.target.key.span];
    case 'remove':
      return [edit.parent.span, edit.target.span];
    case 'replaceText':
    case 'substitute':
      return [edit.target.span];
    case 'replace':
    case 'set':
    case 'append':
      return [edit.target.span, ...keptIn(edit.value).map((node) => node.span)];
  }
}

/** Whether parts that a plan decides on are among what is changed as a whole. */
function changesUnknown(edit: TreeEdit): boolean {
  const container = edit.op === 'remove' ? edit.parent : edit.op === 'renameKey' ? undefined : edit.target;
  return container !== undefined && isUnread(container);
}

function isUnread(node: ValueNode): boolean {
  return (node.kind === 'object' || node.kind === 'array') && node.open === 'unreadable';
}
