import * as vscode from 'vscode';
import type { CheckProgress } from '../../../server/src/protocol.ts';
import { countsOf, problems } from '../counts.ts';

/** What files with trust policies hold, by their address. */
export type Found = ReadonlyMap<string, readonly vscode.Diagnostic[]>;

/** What a check found, in a line. */
export function summaryOf(found: Found, { done, total }: CheckProgress, isWhole: boolean): string {
  const result = found.size
    ? vscode.l10n.t(
        '{0}: {1}.',
        checked(found.size),
        problems(countsOf([...found.values()].flat())) ?? vscode.l10n.t('no problems'),
      )
    : vscode.l10n.t('No trust policies found.');
  const others = Math.max(0, done - found.size);
  const rest =
    others === 1
      ? vscode.l10n.t('1 other file has no trust policy.')
      : vscode.l10n.t('{0} other files have no trust policy.', others);
  const all = others ? `${result} ${rest}` : result;
  return isWhole ? all : `${vscode.l10n.t('Canceled after {0} of {1} files.', done, total)} ${all}`;
}

function checked(files: number): string {
  return files === 1
    ? vscode.l10n.t('Checked 1 file with trust policies')
    : vscode.l10n.t('Checked {0} files with trust policies', files);
}
