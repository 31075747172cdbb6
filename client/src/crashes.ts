import * as vscode from 'vscode';
import { CloseAction, type CloseHandlerResult } from 'vscode-languageclient';
import type { Log } from './log.ts';

/** Restarts within this time count as one row of crashes. Milliseconds. */
const WINDOW = 3 * 60_000;
const MOST = 5;

/** Says what is done when the server goes away: it is started again, unless it does nothing but crash. */
export class Crashes {
  readonly #log: Log;
  #crashes: number[] = [];
  #hangs = false;

  constructor(log: Log) {
    this.#log = log;
  }

  /** The server is ended, because it does not respond. */
  hangs(): void {
    this.#hangs = true;
  }

  /** The server went away. */
  closed(): CloseHandlerResult {
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < WINDOW), now];
    const hung = this.#hangs;
    this.#hangs = false;
    const give = this.#crashes.length > MOST;
    const message = give
      ? vscode.l10n.t(
          'The IAM Trust Policy server stopped {0} times in three minutes and stays stopped.',
          this.#crashes.length,
        )
      : hung
        ? vscode.l10n.t('The IAM Trust Policy server did not respond and was restarted.')
        : vscode.l10n.t('The IAM Trust Policy server stopped and was started again.');
    this.#log.warn(message);
    const show = vscode.l10n.t('Show Output');
    const shown = give
      ? vscode.window.showErrorMessage(message, show)
      : vscode.window.showWarningMessage(message, show);
    void shown.then((choice) => {
      if (choice === show) this.#log.show();
    });
    return { action: give ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true };
  }
}
