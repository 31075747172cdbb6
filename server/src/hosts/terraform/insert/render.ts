import { isTemplateObject, isTemplateText, type Template } from '../../../tree/template.ts';
import type { Insert } from '../../../tree/cursor.ts';
import type { Rendered } from '../../host.ts';
import { labelOf } from '../../jsonText/render.ts';
import type { NewPolicyCursor } from './cursor.ts';
import { NewPolicyWriter, referenceTo, type NewPolicy } from './writer.ts';

/** Of the places to fill in: what a role is called comes last. */
const LABEL_STOP = 90;

/** Writes whole policies where none stands yet: as a role that has it, or as the value of an argument. */
export function newPolicyRenderer({ place, around }: NewPolicyCursor, snippet: boolean): (insert: Insert) => Rendered {
  const writer = new NewPolicyWriter(around, snippet);
  const free = writer.pairLabel('role');
  const label = snippet ? `\${${LABEL_STOP}:${free}}` : free;
  return (insert) => ({
    edit: { span: place.span, newText: written(insert) },
    filterText: labelOf(insert),
    snippet,
    additional: [],
  });

  function written(insert: Insert): string {
    const policy = insert.kind === 'value' ? policyOf(insert.value) : undefined;
    if (!policy) throw new Error(`no policy in ${insert.kind}`);
    const { eol } = writer.style;
    if (place.kind === 'value') return place.around(writer.jsonencode(policy).write(snippet ? '' : place.indent), eol); // editors indent the lines of a snippet
    return place.around(writer.blocks(...blocks(policy)), eol);
  }

  function blocks(policy: NewPolicy): ReturnType<NewPolicyWriter['role']>[] {
    const name = { parts: [{ stop: LABEL_STOP, text: free }] };
    const document = writer.prefersDocument ? writer.document(`${label}_trust`, policy) : undefined;
    return document
      ? [document, writer.role(label, name, referenceTo(`${label}_trust`))]
      : [writer.role(label, name, writer.jsonencode(policy))];
  }
}

/** A whole policy is what templates are where none stands yet. */
function policyOf(value: Template): NewPolicy | undefined {
  const isObject = typeof value === 'object' && !Array.isArray(value) && !isTemplateText(value);
  return isObject && !isTemplateObject(value) ? (value as NewPolicy) : undefined;
}
