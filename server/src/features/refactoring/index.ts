import { guarding } from './guarding.ts';
import { listForms, sorting } from './lists.ts';
import { merging } from './merging.ts';
import { narrowing, rotating } from './narrowing.ts';
import { normalising } from './normalising.ts';
import type { Place, Refactorer, Refactoring } from './refactoring.ts';
import { splitting } from './splitting.ts';

export type { Place, Refactoring };

const ALL: readonly Refactorer[] = [listForms, narrowing, rotating, guarding, splitting, merging, sorting, normalising];

/** What can be done to a policy where somebody stands, the nearest first. */
export function refactoringsAt(place: Place): readonly Refactoring[] {
  return ALL.flatMap((refactor) => refactor(place));
}
