import * as vscode from 'vscode';
import type { Range } from 'vscode-languageclient';

/** A document that was just opened has its findings soon; without any, the light bulb's own answer is right. Milliseconds. */
const LONGEST = 3000;

/** Opens the quick fixes of the place that the active editor shows, once what they are for is underlined. */
export async function openQuickFixes(uri: vscode.Uri, { start, end }: Range): Promise<void> {
  const place = new vscode.Range(start.line, start.character, end.line, end.character);
  const isUnderlined = (): boolean =>
    vscode.languages.getDiagnostics(uri).some(({ range }) => range.intersection(place) !== undefined);
  if (!isUnderlined())
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, LONGEST);
      const listener = vscode.languages.onDidChangeDiagnostics(() => {
        if (isUnderlined()) done();
      });
      function done(): void {
        clearTimeout(timer);
        listener.dispose();
        resolve();
      }
    });
  await vscode.commands.executeCommand('editor.action.quickFix');
}
