import { isPartOfId } from '../yamlDialect.ts';

/** Whether Helm makes a document from a text that is no YAML before: only what stands in a text of its own is read. */
export function isHelmTemplate(languageId: string | undefined, text: string): boolean {
  return isPartOfId(languageId, 'helm') || (text.includes('{{') && HELM.test(text));
}

const HELM =
  /\{\{-?\s{0,9}(?:\.(?:Values|Release|Chart)\b|(?:if|else|range|with|end|define|template|include|toYaml)\b)/;
