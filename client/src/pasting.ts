import * as vscode from 'vscode';
import type { TrustPolicyClient } from './client.ts';
import { isWritable } from './documents.ts';
import { placeAt } from './inserting.ts';
import { hostIdOf, LANGUAGES, PLAIN_TEXT_GLOB } from '../../server/src/hosts/detect.ts';
import { mayHoldTrustPolicy } from '../../server/src/hosts/search.ts';

/** A policy in another form than that of the document it is pasted into. */
const KIND = vscode.DocumentDropOrPasteEditKind.Text.append('iamTrustPolicy');

const SELECTOR: vscode.DocumentSelector = [
  ...LANGUAGES.flatMap(({ host, ids }) => (host === 'yaml' ? [] : ids.map((language) => ({ language })))),
  { language: 'plaintext', pattern: PLAIN_TEXT_GLOB },
];

/**
 * Offers, where a policy is pasted, to paste it in the form of the document: Terraform as JSON, JSON as Terraform. The text itself
 * stays what is pasted unless somebody chooses that.
 */
export function offerToPaste(client: TrustPolicyClient): vscode.Disposable {
  return vscode.languages.registerDocumentPasteEditProvider(
    SELECTOR,
    { provideDocumentPasteEdits: (...given) => pasteEdits(client, ...given) },
    { providedPasteEditKinds: [KIND], pasteMimeTypes: ['text/plain'] },
  );
}

async function pasteEdits(
  client: TrustPolicyClient,
  document: vscode.TextDocument,
  ranges: readonly vscode.Range[],
  data: vscode.DataTransfer,
  _context: vscode.DocumentPasteEditContext,
  token: vscode.CancellationToken,
): Promise<vscode.DocumentPasteEdit[] | undefined> {
  const [range, ...others] = ranges;
  if (!range || others.length || !isWritable(document.uri.scheme)) return undefined;
  const copied = (await data.get('text/plain')?.asString()) ?? '';
  if (token.isCancellationRequested || !mayHoldTrustPolicy(copied)) return undefined;
  const isModule = hostIdOf({ languageId: document.languageId, path: document.uri.path }) === 'terraform';
  const isJson = /^\s*["{[%]/.test(copied) && !/^\s*\{\s*\w+\s*=/.test(copied);
  if (isModule !== isJson) return undefined;
  const edit = isModule ? await asTerraform(client, document, range, copied) : await asJson(client, copied);
  if (edit) edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
  return edit && [edit];
}

async function asJson(client: TrustPolicyClient, copied: string): Promise<vscode.DocumentPasteEdit | undefined> {
  const text = await client.execute('policyFrom', copied);
  return text === null
    ? undefined
    : new vscode.DocumentPasteEdit(text.trimEnd(), vscode.l10n.t('Paste as JSON policy'), KIND);
}

async function asTerraform(
  client: TrustPolicyClient,
  document: vscode.TextDocument,
  { isEmpty, start }: vscode.Range,
  copied: string,
): Promise<vscode.DocumentPasteEdit | undefined> {
  const wire = isEmpty ? await client.execute('insertCopied', copied, placeAt(client, document, start)) : null;
  if (!wire) return undefined;
  const edit = new vscode.DocumentPasteEdit('', vscode.l10n.t('Paste as Terraform policy'), KIND);
  edit.additionalEdit = await client.editOf({ documentChanges: [wire] });
  return edit;
}
