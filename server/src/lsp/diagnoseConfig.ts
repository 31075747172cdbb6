import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { LARGEST_CONFIG, tooLarge } from '../files.ts';
import { CONFIG_FILE, isConfigFile, type ConfigFile, type Context } from '../service.ts';
import { canonical } from './address.ts';
import type { ConfigStore } from './configStore.ts';
import { brokenConfigDiagnostics, configDiagnostics } from './convert.ts';
import type { AnalysedDocument } from './analysedDocument.ts';

interface Sources {
  readonly configs: ConfigStore;
  /** Addresses of the open documents. */
  readonly open: readonly string[];
  readonly judge: (uri: string) => Promise<(AnalysedDocument & { readonly context: Context }) | undefined>;
}

/** What is wrong with a config file, what applies while it is broken, and which of its overrides do nothing for the open documents it governs. */
export async function diagnoseConfig(document: TextDocument, { configs, open, judge }: Sources): Promise<Diagnostic[]> {
  const { uri } = document;
  const found = await configs.at(uri);
  if (!found) return [];
  const { file, now } = found;
  if (now.broken) return brokenConfigDiagnostics(document, now, file !== undefined);
  const used = new Set<number>();
  const spoken = new Set<number>();
  for (const other of open) {
    if (isConfigFile(other)) continue;
    const governing = await configs.of(other);
    if (!governing || canonical(governing.uri) !== canonical(uri)) continue;
    const judged = await judge(other);
    if (!judged) continue;
    for (const index of judged.analysis.used) used.add(index);
    for (const { index } of judged.context.config.overrides) spoken.add(index);
  }
  return configDiagnostics(
    document,
    withSize(now, document),
    [...spoken].filter((index) => !used.has(index)),
  );
}

/** An open document counts at any size; who reads the file from disk does not take one that is too large. */
function withSize(file: ConfigFile, document: TextDocument): ConfigFile {
  if (new TextEncoder().encode(document.getText()).length <= LARGEST_CONFIG) return file;
  const message = `${CONFIG_FILE} ${tooLarge(LARGEST_CONFIG).refused}. It counts only while it is open in an editor.`;
  return { ...file, problems: [{ span: { start: 0, end: 1 }, message }, ...file.problems] };
}
