import { applyEdits } from '../../server/src/text/edit.ts';
import { callIn } from './commandLine.ts';
import { marked } from './marked.ts';

/** A small example with its right answer. */
export interface Case {
  readonly id: string;
  /** Of the file, or what it is the JSON of; on `«…»`, or a part of it, a finding of an expected rule must stand. */
  readonly text: unknown;
  /** Rules that must speak, each of them or one of several (`a|b`). */
  readonly expect?: readonly string[];
  /** Rules that may speak at error or warning besides. */
  readonly also?: readonly string[];
  /** Rules that must be silent, at any level. */
  readonly never?: readonly string[];
  /** The name of the file; else it is made from the id. */
  readonly file?: string;
  /** At which level the expected rules must speak; else at any that they have. */
  readonly level?: string;
  /** As an editor calls the file's language: then each mark is the place of a finding to the character. */
  readonly languageId?: string;
  /** The rule whose first fix is applied, and the text then: the finding is gone, and no error or warning is new. */
  readonly fix?: string;
  readonly after?: string;
  /** How the command line is given the file, where that is not its name. */
  readonly argument?: string;
  readonly note?: string;
  readonly source?: string;
}

const FIELDS = [
  ...['id', 'text', 'expect', 'also', 'never', 'file', 'level', 'argument', 'languageId', 'fix', 'after'],
  ...['note', 'source'],
];

/** The fields by which a list is one of other cases; none where these are ours. */
export function otherFields(cases: readonly object[]): readonly string[] {
  return [...new Set(cases.flatMap((c) => Object.keys(c)))].filter((field) => !FIELDS.includes(field)).sort();
}

interface Found {
  readonly rule: string;
  readonly level: string;
  readonly offset: number;
  readonly length: number;
  readonly fixes: readonly {
    readonly edits?: readonly { readonly offset: number; readonly length: number; readonly newText: string }[];
  }[];
}

/** What is wrong with what the command line says of a case; nothing where it holds. */
export async function failuresOf(example: Case, now: number): Promise<readonly string[]> {
  const { id, level, expect = [], also = [], never = [], file = `${id}-trust-policy.json` } = example;
  const { text, spans } = marked(typeof example.text === 'string' ? example.text : JSON.stringify(example.text));
  const path = example.argument ?? file;
  const findings = await findingsOf(text, path, now);
  if (typeof findings === 'string') return [findings];
  const isExpected = ({ rule }: Found): boolean => expect.some((e) => e.split('|').includes(rule));
  const failures: string[] = [];

  for (const expected of expect) {
    const spoken = findings.filter(({ rule }) => expected.split('|').includes(rule));
    if (!spoken.length) failures.push(`${expected} is silent`);
    else if (level !== undefined && !spoken.some((f) => f.level === level))
      failures.push(`${expected} speaks at ${spoken.map((f) => f.level).join(', ')}, not at ${level}`);
  }
  for (const { start, end } of spans) {
    const isThere = example.languageId === undefined ? touches : isAt;
    const stands = findings.some((f) => isExpected(f) && isThere(f, start, end));
    if (!stands) failures.push(`no expected finding stands on ${text.slice(start, end)}`);
  }
  for (const found of findings) {
    const { rule } = found;
    if (never.includes(rule)) failures.push(`${rule} speaks`);
    else if (/^(error|warning)$/.test(found.level) && !isExpected(found) && !also.includes(rule))
      failures.push(`${rule} (${found.level}) is not expected`);
  }
  return [...failures, ...(await failuresOfFix(example, { text, path, findings }, now))];
}

/** What is wrong with what the case's fix makes of its text. */
async function failuresOfFix(
  { fix, after }: Case,
  { text, path, findings }: { readonly text: string; readonly path: string; readonly findings: readonly Found[] },
  now: number,
): Promise<readonly string[]> {
  if (fix === undefined) return [];
  const edits = findings.find(({ rule }) => rule === fix)?.fixes[0]?.edits;
  if (!edits) return [`${fix} has no fix that can be written`];
  const written = applyEdits(
    text,
    edits.map(({ offset, length, newText }) => ({ span: { start: offset, end: offset + length }, newText })),
  );
  if (written !== after) return [`the fix of ${fix} writes ${JSON.stringify(written)}`];
  const left = await findingsOf(written, path, now);
  if (typeof left === 'string') return [left];
  const isGrave = ({ level }: Found): boolean => level === 'error' || level === 'warning';
  const known = new Set(findings.filter(isGrave).map(({ rule }) => rule));
  return left
    .filter((found) => found.rule === fix || (isGrave(found) && !known.has(found.rule)))
    .map(({ rule }) => `${rule} speaks after the fix`);
}

/** What the command line finds in a file; or, as a text, why it does not tell. */
async function findingsOf(text: string, path: string, now: number): Promise<readonly Found[] | string> {
  const { code, out, err } = await callIn(
    { now, read: (asked) => (asked === path ? text : undefined) },
    ...['--format', 'json', '--no-config', path],
  );
  if (code > 1 || err !== '') return `the command line ended with ${code}: ${err.trim()}`;
  return JSON.parse(out) as readonly Found[];
}

function isAt({ offset, length }: Found, start: number, end: number): boolean {
  return offset === start && offset + length === end;
}

/** Whether a finding and a place have something in common: how much a rule marks of a value is its own choice. */
function touches({ offset, length }: Found, start: number, end: number): boolean {
  return offset < end && start < offset + length;
}
