import type { Span } from '../../../text/span.ts';
import type { NamedText } from '../../detect.ts';
import { yamlDialectOf } from '../../yamlDialect.ts';
import { endOfLine } from '../characters.ts';
import { membersOf, TextOutline, aroundOf } from '../cursor/outlineOf.ts';
import { nameOf, type Entry } from '../lines.ts';
import { Styles } from '../write/style.ts';

/** Where a new role can be put. */
export type Place = ResourcePlace | DocumentPlace;

interface Lines {
  readonly span: Span;
  /** The lines with what is due around them. */
  readonly around: (lines: string, eol: string) => string;
}

/** Among the resources of a CloudFormation template. */
export interface ResourcePlace extends Lines {
  readonly kind: 'resource';
  /** Of logical IDs. */
  readonly column: number;
  /** Logical IDs and names of parameters. */
  readonly taken: readonly string[];
}

/** Between documents, or in a file that has none. */
export interface DocumentPlace extends Lines {
  readonly kind: 'document';
  readonly isEmpty: boolean;
}

/** The place of a blank line, or behind the name of an empty section; undefined where none is. */
export function placeAt({ languageId, path, text }: NamedText, offset: number): Place | undefined {
  if (text.trim() === '') {
    const span = { start: 0, end: text.length };
    return { kind: 'document', isEmpty: true, span, around: (lines, eol) => lines + eol };
  }
  const outline = new TextOutline(text);
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const end = endOfLine(text, offset, text.length);
  const isBlank = text.slice(line, end).trim() === '';
  const last = outline.entries.findLast(({ start, kind }) => kind !== 'document' && start < end);
  const root = aroundOf(last ?? outline.entries.find(({ kind }) => kind !== 'document')).at(-1);
  const own = root ? text.slice(root.start, root.end) : '';
  const dialect = yamlDialectOf({ languageId, path, text: own });
  const long = outline.valueAt(offset);
  if (long && (!isBlank || text.slice(offset, long.end).trim() !== '')) return undefined;
  if (dialect === 'cloudformation' || dialect === 'serverless') {
    const place = last && amongResources(outline, last, { line, end, isBlank });
    return place && { ...place, taken: takenIn(outline, root) };
  }
  return isBlank && dialect === 'kubernetes' ? betweenDocuments(outline, last, { line, end }) : undefined;
}

interface CursorLine {
  readonly line: number;
  readonly end: number;
}

function amongResources(
  outline: TextOutline,
  last: Entry,
  { line, end, isBlank }: CursorLine & { readonly isBlank: boolean },
): Omit<ResourcePlace, 'taken'> | undefined {
  const { text } = outline;
  const around = aroundOf(last);
  const section = around.find((entry) => isSection(text, entry, 'Resources'));
  if (!section) return undefined;
  const [first] = membersOf(section);
  const column = first?.column ?? section.column + new Styles(text).at(line).unit;
  const base = { kind: 'resource', column } as const;
  if (!isBlank) {
    // Behind `Resources:` itself.
    const isName = section.start >= line && section.value <= end && text.slice(section.value, end).trim() === '';
    return isName && !first ? { ...base, span: { start: end, end }, around: (lines, eol) => eol + lines } : undefined;
  }
  const next = outline.entries.find(({ start, kind }) => kind !== 'document' && start > end);
  // The next line goes on within a resource.
  if (next && aroundOf(next.parent).includes(section) && next.parent !== section) return undefined;
  return { ...base, span: { start: line, end }, around: (lines, eol) => withGaps(outline, lines, { line, end }, eol) };
}

/** Resources stay apart by a blank line where the others do. */
function withGaps({ text }: TextOutline, lines: string, { line, end }: CursorLine, eol: string): string {
  const above = text.slice(0, line).trimEnd();
  const below = text.slice(end);
  const isApart = /\n[ \t]*\r?\n(?= *\S+:[ \t]*\r?\n +Type:)/.test(text.slice(0, line) + below.trimStart());
  const before = text.slice(above.length, line).split('\n').length > 2 || above.endsWith('Resources:');
  const after = below.trim() === '' || /^\r?\n[ \t]*\r?\n/.test(below);
  return (isApart && !before ? eol : '') + lines + (isApart && !after ? eol : '') + (below === '' ? eol : '');
}

function isSection(text: string, entry: Entry, name: string): boolean {
  if (entry.kind !== 'member' || nameOf(text, entry) !== name) return false;
  // Of the root, or of Serverless, which has a template within.
  const { parent } = entry;
  return parent?.kind === 'document' || (parent?.kind === 'member' && nameOf(text, parent) === 'resources');
}

function takenIn({ text }: TextOutline, root: Entry | undefined): readonly string[] {
  const sections = membersOf(root).flatMap((entry) =>
    nameOf(text, entry) === 'resources' ? [entry, ...membersOf(entry)] : [entry],
  );
  return sections.flatMap((section) => membersOf(section).map((member) => nameOf(text, member)));
}

/** Behind the last line of a document, or before the first. */
function betweenDocuments(
  { text, entries }: TextOutline,
  last: Entry | undefined,
  { line, end }: CursorLine,
): DocumentPlace | undefined {
  const before = text.slice(0, line).trimEnd();
  const behind = text.slice(end).trimStart();
  const isAtEnd = behind === '' || behind.startsWith('---');
  const isAtStart = before === '' || /(?:^|\n)---$/.test(before);
  const next = entries.find(({ start, kind }) => kind !== 'document' && start > end);
  if (!(isAtEnd || isAtStart) || (last && next && last.parent === next.parent && !isAtStart)) return undefined;
  return {
    kind: 'document',
    isEmpty: false,
    span: { start: line, end },
    around: (lines, eol) =>
      (isAtStart ? '' : `---${eol}`) + lines + (isAtEnd ? '' : `${eol}---`) + (text.slice(end) === '' ? eol : ''),
  };
}
