import * as vscode from 'vscode';
import type { TrustPolicyClient } from '../client.ts';
import { mayInsertInto, placeIn } from '../inserting.ts';
import { plain } from '../plain.ts';
import { askPerson } from './ask.ts';
import { converse } from './conversation.ts';
import { copied } from './copied.ts';
import { Preview } from './preview.ts';
import type { Answers, InsertForms, PickItem, PickStep, WrittenOutput } from '../../../server/src/protocol.ts';
import { isBlankJson } from '../../../server/src/text/cut.ts';

/** *Trust Policy: Generate…*: asks the server's questions one by one, with a way back, and puts the policy where it is wanted. */
export async function runWizard(client: TrustPolicyClient): Promise<void> {
  const target = vscode.window.activeTextEditor;
  // A policy that is there already is named for whom it trusts; the new one may be for others.
  const isEmpty = target && (isEmptyJson(target.document) || target.document.getText().trim() === '');
  const fileName = isEmpty ? nameOf(target.document) : undefined;
  const preview = new Preview();
  try {
    const forms = target && (await formsAt(client, target));
    const done = await converse(placeStep(client, target?.document, forms), {
      wizard: (answers) =>
        fileName === undefined ? client.execute('wizard', answers) : client.execute('wizard', answers, fileName),
      preview: (answers) => client.execute('preview', answers),
      ask: askPerson,
      show: (text) => {
        preview.show(text);
      },
    });
    if (!done) return;
    await preview.close();
    await put(client, done.answers, done.wizard.policy, target, forms);
    await deliver(done.wizard.outputs, done.answers['delivery'] === 'copy');
  } finally {
    await preview.close();
  }
}

/** What was wanted besides the policy: in files, or on the clipboard. Nothing is ever run. */
async function deliver(outputs: readonly WrittenOutput[], toClipboard: boolean): Promise<void> {
  if (!outputs.length) return;
  if (toClipboard) {
    await vscode.env.clipboard.writeText(copied(outputs));
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Copied to the clipboard: {0}', outputs.map((o) => o.label).join(', ')),
    );
    return;
  }
  const languages = await vscode.languages.getLanguages();
  for (const { text, language } of outputs) {
    const known = languages.includes(language) ? language : 'plaintext';
    const document = await vscode.workspace.openTextDocument({ language: known, content: text });
    await vscode.window.showTextDocument(document, { preview: false });
  }
}

const PLACE = 'place';

/** The forms in which a policy can be inserted at the cursor; undefined where documents like this have none. */
async function formsAt(client: TrustPolicyClient, target: vscode.TextEditor): Promise<InsertForms | undefined> {
  if (!mayInsertInto(target.document)) return undefined;
  return (await client.execute('insertForms', placeIn(client, target))) ?? undefined;
}

/**
 * Where the policy goes: at the cursor if it can be inserted there, then the safe way first, as no policy that is open is changed
 * unless that is chosen.
 */
function placeStep(
  client: TrustPolicyClient,
  document: vscode.TextDocument | undefined,
  { forms, reason }: InsertForms = { forms: [], reason: null },
): PickStep {
  const items: PickItem[] = [
    { id: 'new', label: vscode.l10n.t('New untitled file'), detail: vscode.l10n.t('Save it where you like') },
  ];
  if (document && isEmptyJson(document)) {
    items.unshift({
      id: 'fill',
      label: vscode.l10n.t('The open empty file'),
      detail: plain(vscode.workspace.asRelativePath(document.uri)),
    });
  } else if (document && client.sees(document)) {
    items.push({
      id: 'add',
      label: vscode.l10n.t('New statement in the open policy'),
      detail: plain(vscode.workspace.asRelativePath(document.uri)),
    });
  }
  items.unshift(...forms);
  const title = vscode.l10n.t('Where do you want the policy?');
  const leadsOn = forms.length > 0;
  return { id: PLACE, kind: 'pick', many: false, leadsOn, title, placeholder: reason ?? '', items };
}

function nameOf({ uri }: vscode.TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

function isEmptyJson(document: vscode.TextDocument): boolean {
  return (document.languageId === 'json' || document.languageId === 'jsonc') && isBlankJson(document.getText());
}

async function put(
  client: TrustPolicyClient,
  answers: Answers,
  text: string | null,
  target: vscode.TextEditor | undefined,
  forms: InsertForms | undefined,
): Promise<void> {
  const place = answers[PLACE];
  const form = forms?.forms.find(({ id }) => id === place)?.id;
  if (target && (place === 'add' || form !== undefined)) {
    if (await change(client, target, answers, form)) {
      await vscode.window.showTextDocument(target.document, target.viewColumn);
      return;
    }
    void vscode.window.showWarningMessage(
      form === undefined
        ? vscode.l10n.t("The statement couldn't be added to this file, so it was written to a new file.")
        : vscode.l10n.t("The policy couldn't be inserted at the cursor, so it was written to a new file."),
    );
  }
  if (text === null) return;
  if (place === 'fill' && target && isEmptyJson(target.document)) {
    const whole = new vscode.Range(
      new vscode.Position(0, 0),
      target.document.positionAt(target.document.getText().length),
    );
    const edit = new vscode.WorkspaceEdit();
    edit.replace(target.document.uri, whole, text);
    await vscode.workspace.applyEdit(edit);
    await vscode.window.showTextDocument(target.document, target.viewColumn);
    return;
  }
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'json', content: text }));
}

/**
 * Inserts the policy at the cursor, or adds its statement to the policy there, if that is still the document the edit was made for.
 * @param form undefined for a statement
 */
async function change(
  client: TrustPolicyClient,
  target: vscode.TextEditor,
  answers: Answers,
  form: string | undefined,
): Promise<boolean> {
  const { document } = target;
  const { version } = document;
  const place = placeIn(client, target);
  const edit =
    form === undefined
      ? await client.execute('insertGenerated', answers, place.uri, place.position)
      : await client.execute('insertHere', answers, place, form);
  if (edit === null || document.version !== version || (edit.textDocument.version ?? version) !== version) return false;
  return vscode.workspace.applyEdit(await client.editOf({ documentChanges: [edit] }));
}
