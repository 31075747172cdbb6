import { formatPatch, structuredPatch } from 'diff';
import { loggable } from '../text/printable.ts';

/** More changed lines take too long to be told apart: then all that lies between the first and the last one is one change. */
const MOST_CHANGES = 2_000;

/** How many unchanged lines stand around a change. */
const CONTEXT = 3;

/** The change of a file as a unified diff, as `git apply` and `patch -p1` take it. */
export function patchOf(file: string, before: string, after: string): string {
  const path = file.replace(/^(?:\.?\/)+/, '');
  const [from, to] = [`a/${path}`, `b/${path}`];
  const patch = structuredPatch(from, to, before, after, undefined, undefined, {
    context: CONTEXT,
    maxEditLength: MOST_CHANGES,
  }) ?? {
    oldFileName: from,
    newFileName: to,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [oneHunk(before, after)],
  };
  return formatPatch(
    { ...patch, hunks: patch.hunks.map((hunk) => ({ ...hunk, lines: hunk.lines.map(harmless) })) },
    { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  );
}

type Hunk = ReturnType<typeof structuredPatch>['hunks'][number];

/** All that differs as one change. */
function oneHunk(before: string, after: string): Hunk {
  const [old, now] = [linesOf(before), linesOf(after)];
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const from = Math.max(0, start - CONTEXT);
  const behind = Math.min(end, CONTEXT);
  const lines = [
    ...old.slice(from, start).map((line) => ` ${line}`),
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...now.slice(start, now.length - end).map((line) => `+${line}`),
    ...old.slice(old.length - end, old.length - end + behind).map((line) => ` ${line}`),
  ];
  return {
    oldStart: from + 1,
    oldLines: old.length - end + behind - from,
    newStart: from + 1,
    newLines: now.length - end + behind - from,
    lines: lines.flatMap((line) => line.split('\n')),
  };
}

/** Lines without their ends; the last one says so if it has none. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  return last === '' ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}

/** What a terminal or a build log would obey is escaped: `::` for one, behind blanks too. Line ends and tabs stay. */
function harmless(line: string): string {
  const end = line.endsWith('\r') ? '\r' : '';
  const safe = line
    .slice(0, line.length - end.length)
    .split('\t')
    .map(loggable)
    .join('\t');
  return (safe.trimStart().startsWith('::') ? safe.replace(':', '\\u003a') : safe) + end;
}
