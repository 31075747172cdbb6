import { guarding } from './addGuard.ts';
import { listForms, sorting } from './listForm.ts';
import { merging } from './mergeStatements.ts';
import { narrowing } from './narrowPrincipal.ts';
import { normalising } from './normalise.ts';
import type { Place, Refactorer, Refactoring, Rotation } from './refactoring.ts';
import { rotating } from './rotateExternalId.ts';
import { splitting } from './splitStatement.ts';

export type { Place, Refactoring, Rotation };

const ALL: readonly Refactorer[] = [listForms, narrowing, rotating, guarding, splitting, merging, sorting, normalising];

/** What can be done to a policy where somebody stands, the nearest first. */
export function refactoringsAt(place: Place): readonly Refactoring[] {
  return ALL.flatMap((refactor) => refactor(place));
}
