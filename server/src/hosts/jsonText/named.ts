import { offsetWithin } from '../../text/layer.ts';
import { containersOf } from '../../tree/cursor.ts';
import { begunHole } from '../begunHole.ts';
import { calledPath, chosenAlong } from '../calledPath.ts';
import type { CloudFormationTemplate } from '../cloudFormation.ts';
import { accountIn, namesIn, referenceForm, resourcesIn } from '../templateNames.ts';
import type { JsonCursor } from './locate.ts';

/**
 * A cursor in a policy of a template, with what the template has to name there. Undefined where a function is given something else.
 * @param text the document's
 */
export function named(
  cursor: JsonCursor,
  template: CloudFormationTemplate | undefined,
  text: string,
  offset: number,
): JsonCursor | undefined {
  if (cursor.at === 'document' || !cursor.policy) return cursor;
  // In a text nothing is called, and all that is filled in is what the function names that is given the text.
  const isText = cursor.layers.length > 0;
  if (isText && !cursor.policy.substituted) return cursor;
  const called = isText ? { path: cursor.path, call: undefined } : calledPath(cursor.path);
  if (!called || (called.call && cursor.at === 'key')) return undefined;
  const { path, call } = called;
  const { layers, replace, inText } = cursor;
  const policy = template
    ? cursor.policy.reading(chosenAlong(cursor.policy.root, cursor.path, template))
    : cursor.policy;
  const at = cursor.at === 'key' ? 'key' : typeof path.at(-1) === 'number' ? 'item' : 'value';
  if (at === 'value' && !path.length) return undefined;
  const isFilled = policy.substituted || call?.name === 'Fn::Sub';
  const inner = layers.at(-1)?.text ?? text;
  const within = offsetWithin(layers, offset);
  const hole = isFilled && inText ? begunHole(inner, replace, within) : undefined;
  if (hole && !hole.span) return undefined;
  const said = referenceForm(call, isFilled, hole);
  const form = said === 'value' ? 'object' : said;
  const names = namesIn(template, form, cursor.siblings[0]);
  const account = at !== 'key' && path.includes('Condition') ? accountIn(template, form) : undefined;
  const here: JsonCursor = {
    ...cursor,
    policy,
    path,
    at,
    containers: containersOf(policy.root, path),
    siblings: at === cursor.at ? cursor.siblings : [],
    refers: form === 'object' ? 'object' : isFilled ? undefined : 'name',
    resources: resourcesIn(template, policy.owner?.logicalId, form),
    ...(names ? { names } : {}),
    ...(account === undefined ? {} : { account }),
  };
  if (!hole?.span) return here;
  const isClosed = inner.charAt(replace.end - 1) === '"';
  return {
    ...here,
    typed: inner.slice(hole.span.start, within),
    replace: { start: hole.span.start, end: isClosed ? hole.span.end : replace.end },
    hole: isClosed ? '' : '"',
    commaAt: undefined,
    commaAfter: false,
  };
}
