import type { TextEdit } from '../../../text/edit.ts';
import { JsonTextPolicy } from '../../jsonText/policy.ts';
import type { Conversion, Extraction, HostDocument } from '../../host.ts';
import type { PolicySource } from '../../../tree/source.ts';
import { moduleOf } from '../module.ts';
import { TerraformPolicy } from '../policy.ts';
import { readFile } from '../reader.ts';
import { jsonencodeToDocument } from './toDocument.ts';
import { documentToJsonencode, textToJsonencode } from './toJsonencode.ts';

/** The other forms that a policy can be written in; none where one would lose something that is written, or that a plan decides. */
export function conversionsOf(
  document: HostDocument,
  { problems }: Extraction,
  policy: PolicySource,
): readonly Conversion[] {
  const { text, path } = document;
  const tree = readFile(text);
  if (!tree) return [];
  if (policy instanceof JsonTextPolicy) {
    const isJson = !problems.some(({ span }) => policy.covers(span));
    return offered('Convert the JSON text to jsonencode', isJson ? textToJsonencode(text, tree, policy) : undefined);
  }
  if (!(policy instanceof TerraformPolicy) || policy.unreadable.length) return [];
  const module = moduleOf(document);
  const { root, isDocument } = policy;
  if (isDocument) {
    const uses = (label: string): number => module.countUses(`data.${label}`);
    return offered('Convert the data source to jsonencode', documentToJsonencode(text, tree, root, uses));
  }
  if (path.endsWith('.hcl')) return []; // Terragrunt's own files have no data sources
  const isTaken = (label: string): boolean => module.hasDocument(label);
  return offered('Convert jsonencode to a data source', jsonencodeToDocument(text, tree, root, isTaken));
}

function offered(title: string, edits: readonly TextEdit[] | undefined): readonly Conversion[] {
  return edits ? [{ title, edits }] : [];
}
