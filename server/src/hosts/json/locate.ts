import { CloudFormationTemplate } from '../cloudFormation.ts';
import type { HostDocument } from '../host.ts';
import { locate as locateText, type JsonCursor } from '../jsonText/locate.ts';
import { named } from '../jsonText/named.ts';
import type { TextExtraction } from '../jsonText/policy.ts';

/** Where a cursor stands in a policy, whichever functions of a template are called in it. */
export function locate(document: HostDocument, extraction: TextExtraction, offset: number): JsonCursor | undefined {
  const cursor = locateText(document, extraction, offset);
  const template = cursor?.policy?.template;
  return cursor && template instanceof CloudFormationTemplate ? named(cursor, template, document.text, offset) : cursor;
}
