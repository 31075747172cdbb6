import { memberOf, type ObjectNode, type StringNode } from '../../tree/node.ts';
import type { Owner } from '../../tree/source.ts';
import { ownerOf } from '../owner.ts';
import type { DocumentReader } from './document.ts';
import { nameOf, type Entry } from './lines.ts';

/** What the document says of the role that an entry has the policy of. */
export function ownerAt(reader: DocumentReader, entry: Entry): Owner | undefined {
  const { parent } = entry;
  const holder = reader.outline.mappingOf(parent);
  if (!parent || !holder) return undefined;
  if (reader.dialect.id === 'kubernetes') return manifestOwner(reader, parent, holder);
  return ownerOf(holder, logicalIdOf(reader, parent), (text) => isFilled(reader, text));
}

/** The name of the role's resource that a mapping has the properties of. */
function logicalIdOf({ outline, place: { text } }: DocumentReader, properties: Entry): StringNode | undefined {
  const resource = properties.parent;
  if (resource?.kind !== 'member' || nameOf(text, properties) !== 'Properties') return undefined;
  const type = memberOf(outline.mappingOf(resource), 'Type')?.value;
  return type?.kind === 'string' && type.value === 'AWS::IAM::Role' ? outline.keyOf(resource) : undefined;
}

/** The role that a manifest makes: ACK names it in `spec`, Crossplane by an annotation, else both by the manifest's own name. */
function manifestOwner(reader: DocumentReader, parent: Entry, holder: ObjectNode): Owner | undefined {
  const own = ownerOf(holder, undefined, (text) => isFilled(reader, text));
  if (own) return own;
  let root: Entry | undefined = parent;
  while (root && !memberOf(reader.outline.mappingOf(root), 'metadata')) root = root.parent;
  const metadata = memberOf(reader.outline.mappingOf(root), 'metadata')?.value;
  const named =
    memberOf(memberOf(metadata, 'annotations')?.value, 'crossplane.io/external-name')?.value ??
    memberOf(metadata, 'name')?.value;
  if (named?.kind !== 'string' || isFilled(reader, named.value)) return undefined;
  return {
    roleName: named.value,
    roleArn: undefined,
    path: undefined,
    logicalId: undefined,
    span: holder.span,
    nameSpan: named.slice(0, named.value.length),
  };
}

/** Whether something fills in a text, so that it is no name yet. */
export function isFilled({ filling }: DocumentReader, text: string): boolean {
  return filling.holesOf(text).length > 0;
}
