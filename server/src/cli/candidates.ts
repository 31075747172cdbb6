import type { Found } from '../files.ts';
import { printableName } from '../text/printable.ts';
import { ENDINGS } from '../service.ts';
import type { Candidate } from './results.ts';
import type { Run } from './run.ts';

/** All files that are meant. Machines get them sorted, whatever order they were given in. */
export async function candidatesOf(run: Run): Promise<Candidate[]> {
  const { paths, ignoreFiles, ignorePatterns, unmatchedFails, verbose, formats, stdinName } = run.given;
  const files: Candidate[] = [];
  const add = (path: string, named: boolean, refused?: string): void => {
    files.push({ path, name: (path === '-' ? stdinName : undefined) ?? path, named, refused });
  };
  for await (const found of run.world.find(paths.length ? paths : ['.'], { ignoreFiles, ignorePatterns })) {
    if (run.world.interrupted) break;
    switch (found.kind) {
      case 'file':
        add(found.path, found.named);
        break;
      case 'refused':
        add(found.path, false, found.refused);
        break;
      case 'unmatched':
        if (unmatchedFails) run.fail(unmatchedWords(found));
        break;
      case 'passed':
        if (verbose) run.say(`${printableName(found.path)} ${found.why}`);
    }
  }
  return formats.some(({ name }) => name === 'json') ? files.sort((a, b) => (a.name < b.name ? -1 : 1)) : files;
}

function unmatchedWords({ searched, passed }: Extract<Found, { kind: 'unmatched' }>): string {
  const kinds = ENDINGS.map((ending) => `*${ending}`).join(', ');
  const left = passed ? `. ${passed === 1 ? '1 is' : `${passed} are`} left out: see --show-files` : '';
  return `No file to check in ${printableName(searched)} (searched for ${kinds})${left}`;
}
