import type { CancellationToken } from 'vscode-languageserver';
import { own } from '../text/own.ts';
import type { ConfigStatus } from '../protocol.ts';
import { isConfigFile } from '../service.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import type { Session } from './session.ts';

/** Null for what is no open document or has no trust policy in it, and for a config file itself. */
export async function configStatus(
  uri: string,
  session: Session,
  token: CancellationToken,
): Promise<ConfigStatus | null> {
  const judged = isConfigFile(uri) ? undefined : await session.judge(uri, token);
  if (!judged || !isOurs(judged)) return null;
  const found = await session.configs.of(uri);
  if (!found) return { config: null, refused: null, silenced: 0 };
  const { rules } = (await session.settings.of(uri)).config;
  const silenced = judged.analysis.silenced.filter((rule) => own(rules, rule) !== 'off').length;
  return { config: found.uri, refused: found.refused ?? null, silenced };
}

/** Whether a document has a trust policy in it, or is one that is being started. */
function isOurs({ policyDocument: { extraction } }: Pick<AnalysedDocument, 'policyDocument'>): boolean {
  return extraction.isPolicy || extraction.starts || extraction.policies.length > 0;
}
