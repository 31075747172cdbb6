import type { TextEdit } from '../../../text/edit.ts';
import { memo } from '../../../text/memo.ts';
import type { Span } from '../../../text/span.ts';
import { SpanSet } from '../../../text/spanSet.ts';
import { keptIn, type TreeEdit } from '../../../tree/edit.ts';
import { copiesHole } from '../../freshText.ts';
import { Plan } from '../../editPlan.ts';
import type { PolicySource } from '../../../tree/source.ts';
import type { YamlPolicy } from '../policy.ts';
import { fillsIn } from './fresh.ts';
import { layoutOf, stylesOf } from './documentLayout.ts';
import { Places } from './places.ts';
import { areOurs } from './sharing.ts';
import { Sheet } from './sheet.ts';
import { Writer } from './writer.ts';

/**
 * Turns tree edits into text edits of a YAML document. Undefined where what must be touched is broken, is filled in by a deploy, or
 * stands where something else than trust policies has it too.
 * @param text the document's
 * @param policies all of the document's
 */
export function write(
  text: string,
  policies: readonly PolicySource[],
  policy: YamlPolicy,
  edits: readonly TreeEdit[],
): TextEdit[] | undefined {
  const { root, site } = policy;
  const { layout, places, styles, broken } = readForWriting(policy);
  const isSure = (edit: TreeEdit): boolean =>
    !touched(edit).some((span) => broken.touches(places.span(span))) && !copiesHole(edit, root) && !fillsIn(edit, site);
  if (!edits.every(isSure)) return undefined;
  const plan = new Plan(edits, places, true);
  if (plan.fails) return undefined;
  const sheet = new Sheet(site.place);
  new Writer(sheet, layout, places, plan, styles).write();
  const written = plan.isTold ? sheet.edits() : undefined;
  return written && areOurs(text, site, policies, policy, sheet) ? written : undefined;
}

/** Read once for all fixes of a policy. */
const readForWriting = memo((policy: YamlPolicy) => {
  const { place, entry, document } = policy.site;
  // Text that comes through aliases stands anywhere in the document.
  const layout = layoutOf(place.text, policy.pieces.length > 1 ? document : entry);
  const places = new Places(policy.root, layout, place.layers);
  const broken = new SpanSet([...policy.unreadable.map((span) => places.span(span)), ...layout.faults]);
  return { layout, places, broken, styles: stylesOf(place, document) };
});

/** The places that an edit depends on. */
function touched(edit: TreeEdit): readonly Span[] {
  switch (edit.op) {
    case 'renameKey':
      return [edit.target.key.span];
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
