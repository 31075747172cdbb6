import * as vscode from 'vscode';
import type { TrustPolicyClient } from '../client.ts';
import { askPick, askText } from './ask.ts';
import { Preview } from './preview.ts';
import type { Answers, PickStep, Step } from './steps.ts';
import { isBlankJson } from '../../../server/src/text/cut.ts';

/** *Trust Policy: Generate…*: asks the server's questions one by one, with a way back, and puts the policy where it is wanted. */
export async function runWizard(client: TrustPolicyClient): Promise<void> {
  const target = vscode.window.activeTextEditor;
  const preview = new Preview();
  try {
    const answers = await ask(client, target, preview);
    if (!answers) return;
    await preview.close();
    await put(client, answers, target);
    await deliver(client, answers);
  } finally {
    await preview.close();
  }
}

/** Asks until all is answered; undefined when the person leaves. */
async function ask(
  client: TrustPolicyClient,
  target: vscode.TextEditor | undefined,
  preview: Preview,
): Promise<Answers | undefined> {
  let answers: Answers = {};
  for (let at = 0; ;) {
    const steps = [
      ...((await client.execute('wizardSteps', answers)) as readonly Step[]),
      placeStep(client, target?.document),
      ...((await client.execute('outputSteps', answers)) as readonly Step[]),
    ];
    preview.show((await client.execute('preview', answers)) as string | null);
    const step = steps[at];
    if (!step) return answers;
    const before = Object.hasOwn(answers, step.id) ? answers[step.id] : undefined;
    const place = { step: at + 1, total: Math.max(steps.length, 4), before };
    const problem = async (value: string): Promise<string | undefined> => {
      const found = (await client.execute('answerProblem', answers, step.id, value)) as string | null;
      if (found === null)
        preview.show((await client.execute('preview', { ...answers, [step.id]: value })) as string | null);
      return found ?? undefined;
    };
    const reply = step.kind === 'pick' ? await askPick(step, place) : await askText(step, place, problem);
    if (reply === undefined) return undefined;
    if (reply === 'back') {
      at = Math.max(at - 1, 0);
    } else {
      answers = { ...answers, [step.id]: reply.answer };
      at++;
    }
  }
}

/** What was wanted besides the policy: in files, or on the clipboard. Nothing is ever run. */
async function deliver(client: TrustPolicyClient, answers: Answers): Promise<void> {
  const outputs = (await client.execute('outputs', answers)) as readonly WrittenOutput[];
  if (!outputs.length) return;
  if (answers['delivery'] === 'copy') {
    await vscode.env.clipboard.writeText(outputs.map((o) => o.text).join('\n'));
    void vscode.window.showInformationMessage(
      vscode.l10n.t('On the clipboard: {0}', outputs.map((o) => o.label).join(', ')),
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

/** A text that the server made besides the policy. */
interface WrittenOutput {
  readonly label: string;
  readonly language: string;
  readonly text: string;
}

const PLACE = 'place';

/** Where the policy goes; what is not possible is not offered. */
function placeStep(client: TrustPolicyClient, document: vscode.TextDocument | undefined): PickStep {
  const items = [
    { id: 'new', label: vscode.l10n.t('A new untitled file'), detail: vscode.l10n.t('To save where you like') },
  ];
  if (document && isEmptyJson(document)) {
    items.unshift({
      id: 'fill',
      label: vscode.l10n.t('The open, empty file'),
      detail: vscode.workspace.asRelativePath(document.uri),
    });
  } else if (document && client.sees(document)) {
    items.unshift({
      id: 'add',
      label: vscode.l10n.t('A new statement in the open policy'),
      detail: vscode.workspace.asRelativePath(document.uri),
    });
  }
  return { id: PLACE, kind: 'pick', many: false, title: vscode.l10n.t('Where does it go?'), placeholder: '', items };
}

function isEmptyJson(document: vscode.TextDocument): boolean {
  return (document.languageId === 'json' || document.languageId === 'jsonc') && isBlankJson(document.getText());
}

async function put(client: TrustPolicyClient, answers: Answers, target: vscode.TextEditor | undefined): Promise<void> {
  const place = answers[PLACE];
  if (place === 'add' && target && (await addStatement(client, answers, target.document))) {
    await vscode.window.showTextDocument(target.document, target.viewColumn);
    return;
  }
  if (place === 'add') {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The statement could not be added to this file, so it stands in a new one.'),
    );
  }
  const text = (await client.execute('generate', answers)) as string | null;
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

/** Adds the statement to the policy, if that is still the document the edit was made for. */
async function addStatement(
  client: TrustPolicyClient,
  answers: Answers,
  document: vscode.TextDocument,
): Promise<boolean> {
  const edit = (await client.execute('insertGenerated', answers, document.uri.toString())) as DocumentEdit | null;
  return edit !== null && document.version === edit.textDocument.version && (await apply(document, edit));
}

/** A versioned edit as the server sends it. */
interface DocumentEdit {
  readonly textDocument: { readonly version: number };
  readonly edits: readonly {
    readonly range: {
      readonly start: { line: number; character: number };
      readonly end: { line: number; character: number };
    };
    readonly newText: string;
  }[];
}

function apply(document: vscode.TextDocument, { edits }: DocumentEdit): Thenable<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) {
    edit.replace(
      document.uri,
      new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character),
      newText,
    );
  }
  return vscode.workspace.applyEdit(edit);
}
