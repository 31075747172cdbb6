import type { TextEdit } from '../../../text/edit.ts';
import { contains } from '../../../text/span.ts';
import type { PolicySource } from '../../../tree/source.ts';
import type { Conversion, Extraction, HostDocument } from '../../host.ts';
import { JsonTextPolicy } from '../../jsonText/policy.ts';
import { yamlDialectOf } from '../../yamlDialect.ts';
import { isHelmTemplate } from '../helm.ts';
import { documentsOf } from '../islands.ts';
import { YamlPolicy } from '../policy.ts';
import { layoutOf } from '../write/documentLayout.ts';
import { Declined } from './declined.ts';
import { holderOfMapping, holderOfText } from './holder.ts';
import { toMapping } from './toMapping.ts';
import { toText } from './toText.ts';

const TO_MAPPING = 'Convert the JSON text to YAML';
const TO_TEXT = 'Convert the YAML to JSON text';

/**
 * JSON text as a mapping, or a mapping as JSON text, where the tool that reads the document takes both; with the reason where
 * something that is written would be lost.
 */
export function conversionsOf(
  { languageId, path, text }: HostDocument,
  { problems }: Extraction,
  policy: PolicySource,
): readonly Conversion[] {
  const document = documentsOf(text).find(({ entry }) => contains(entry, policy.root.span));
  if (!document || isHelmTemplate(languageId, text)) return [];
  const dialect = yamlDialectOf({ languageId, path, text: text.slice(document.entry.start, document.entry.end) });
  if (policy instanceof JsonTextPolicy) {
    const island = document.islands.find(({ entry }) => contains(entry, policy.root.span));
    // The APIs of Kubernetes take text alone.
    if (!island || policy.layers.length !== 1 || dialect === 'kubernetes') return [];
    const holder = holderOfText(text, layoutOf(text, island.entry), island.entry, policy.root.span);
    const isBroken = problems.some(({ span }) => policy.covers(span));
    return holder ? offered(TO_MAPPING, () => toMapping(text, holder, policy, dialect, isBroken)) : [];
  }
  if (!(policy instanceof YamlPolicy) || policy.site.place.layers.length) return [];
  const holder = holderOfMapping(text, layoutOf(text, policy.site.entry), policy.root.span, dialect);
  return holder ? offered(TO_TEXT, () => toText(text, holder, policy)) : [];
}

function offered(title: string, edits: () => readonly TextEdit[]): readonly Conversion[] {
  try {
    return [{ title, edits: edits() }];
  } catch (error) {
    if (error instanceof Declined)
      return [{ title, edits: [], reason: `This policy can't be converted: ${error.message}.` }];
    throw error;
  }
}
