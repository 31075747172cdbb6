import { own } from '../text/own.ts';
import type { ConfigStatus } from '../protocol.ts';
import type { ConfigStore } from './configStore.ts';
import { isConfigFile } from '../service.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import type { Settings } from './settings.ts';

interface Sources {
  readonly configs: ConfigStore;
  /** The editor's own settings, without any config file. */
  readonly settings: (uri: string) => Promise<Settings>;
  readonly judge: (uri: string) => Promise<AnalysedDocument | undefined>;
}

/** Null for what is no open document or has no trust policy in it, and for a config file itself. */
export async function configStatus(uri: string, { configs, settings, judge }: Sources): Promise<ConfigStatus | null> {
  const judged = isConfigFile(uri) ? undefined : await judge(uri);
  if (!judged || !isOurs(judged)) return null;
  const found = await configs.of(uri);
  if (!found) return { config: null, refused: null, silenced: 0 };
  const { rules } = (await settings(uri)).config;
  const silenced = judged.analysis.silenced.filter((rule) => own(rules, rule) !== 'off').length;
  return { config: found.uri, refused: found.refused ?? null, silenced };
}

/** Whether a document has a trust policy in it, or is one that is being started. */
function isOurs({ policyDocument: { extraction }, analysis }: AnalysedDocument): boolean {
  return extraction.isPolicy || extraction.starts || analysis.policies.length > 0;
}
