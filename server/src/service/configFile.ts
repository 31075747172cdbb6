import { readConfigFile, type ConfigFile } from '../config/configFile.ts';
import { configEdits, newConfig, type ConfigChange } from '../config/edits.ts';
import { ruleNamesIn } from '../config/ruleNames.ts';
import { parse as parseJson } from '../hosts/jsonText/parse.ts';
import { writeJson } from '../hosts/jsonText/write.ts';
import { rules } from '../rules/index.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/edit.ts';
import type { SyntaxProblem } from '../tree/source.ts';

const SYNTAX: Readonly<Partial<Record<SyntaxProblem['kind'], string>>> = {
  comment: "Comments aren't allowed in JSON.",
  trailingComma: 'Remove the trailing comma.',
  commaMissing: 'Missing comma.',
  colonMissing: 'Missing colon.',
  valueMissing: 'Missing value.',
  closingMissing: 'Missing closing bracket.',
  singleQuotes: "Use double quotes: single quotes aren't valid in JSON.",
  smartQuotes: 'Use straight double quotes.',
};

/** Slips that leave no doubt about what a file says. */
const HARMLESS: readonly SyntaxProblem['kind'][] = ['comment', 'trailingComma', 'byteOrderMark'];

/** Reads a config file; what makes no sense in it is among its problems, syntax errors included. */
export function readConfig(text: string): ConfigFile {
  const { root, problems } = parseJson(text);
  const broken = problems.some(({ kind }) => !HARMLESS.includes(kind));
  const read = readConfigFile(
    broken ? undefined : root,
    rules.map((r) => r.meta.id),
  );
  const syntax = problems.map(({ span, kind }) => ({
    span,
    message: SYNTAX[kind] ?? "This isn't valid JSON.",
  }));
  return { ...read, problems: [...syntax, ...read.problems], broken };
}

/** The rules that a config file names, with their places; names of no rule are left out. */
export function rulesNamed(text: string): readonly { readonly id: string; readonly span: Span }[] {
  const known = new Set<string>(rules.map((r) => r.meta.id));
  return ruleNamesIn(parseJson(text).root).filter(({ id }) => known.has(id));
}

/** The edits that write a change into a config file; undefined where its text is broken. Of an empty text, a new file. */
export function writeConfig(text: string, change: ConfigChange): readonly TextEdit[] | undefined {
  if (text.trim() === '')
    return [{ span: { start: 0, end: text.length }, newText: `${JSON.stringify(newConfig(change), null, 2)}\n` }];
  const { root, problems } = parseJson(text);
  const edits = root && !problems.length ? configEdits(root, change) : undefined;
  return root && edits && writeJson(text, edits);
}
