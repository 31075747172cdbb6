import { analyse, finish, type Analysis } from './analysis/analyse.ts';
import type { Context } from './analysis/context.ts';
import { CONFIG_FILE, DEFAULT_CONFIG, type Config } from './config/config.ts';
import { readConfigFile, type ConfigFile } from './config/configFile.ts';
import { configEdits, newConfig, type ConfigChange } from './config/edits.ts';
import { configFor } from './config/resolve.ts';
import { VERSION } from './iam/words.ts';
import { completionsAt, documentationOf, type CompletionItem } from './features/completion/index.ts';
import { TOKEN_TYPES, tokensOf, type Token } from './features/tokens.ts';
import type { Finding, Fix } from './findings.ts';
import type { Answers } from './generate/answers.ts';
import { generatedPolicy, generatedStatement, problemWith, wizardSteps } from './generate/wizard.ts';
import { DEFAULT_FILES, namedTrustPolicy, type FilePatterns } from './hosts/detect.ts';
import type { Extraction, HostDocument, Rendered } from './hosts/host.ts';
import { jsonHost, parseJson, writeJson } from './hosts/json/index.ts';
import { rules } from './rules/index.ts';
import { readPolicy } from './policy/read.ts';
import { applyEdits, type TextEdit } from './text/edit.ts';
import { contains } from './text/span.ts';
import type { TreeEdit } from './tree/edit.ts';
import { memberOf, toJson } from './tree/node.ts';
import type { PolicySource, SyntaxProblem } from './tree/source.ts';

export {
  CONFIG_FILE,
  configFor,
  DEFAULT_CONFIG,
  DEFAULT_FILES,
  documentationOf,
  finish,
  namedTrustPolicy,
  problemWith,
  TOKEN_TYPES,
  wizardSteps,
};
export type {
  Analysis,
  Answers,
  CompletionItem,
  Config,
  ConfigChange,
  ConfigFile,
  Context,
  FilePatterns,
  TextEdit,
  Token,
};

/** One version of a document, read once; everything asked of it shares the reading. */
export class Snapshot implements HostDocument {
  readonly text: string;
  readonly named: boolean | undefined;
  #extraction: Extraction | undefined;

  /** @param named whether the file's name or the user says it is a trust policy; undefined lets its content decide */
  constructor(text: string, named?: boolean) {
    this.text = text;
    this.named = named;
  }

  get extraction(): Extraction {
    this.#extraction ??= jsonHost.extract(this);
    return this.#extraction;
  }
}

/**
 * Judges a document in steps; between them a caller may stop or let others in.
 * @param before the document's last analysis: policies whose text did not change keep their findings
 */
export function check(snapshot: Snapshot, context: Context, before?: Analysis): Generator<undefined, Analysis> {
  const { policies, problems } = snapshot.extraction;
  return analyse(policies, problems, context, before);
}

/** The text edits of a fix; undefined when it cannot be written where the text is broken, or is no edit of the text. */
export function editsOf(snapshot: Snapshot, finding: Finding, fix: Fix): readonly TextEdit[] | undefined {
  switch (fix.kind) {
    case 'text':
      return fix.edits;
    case 'ownAccount':
      return undefined;
    case 'tree': {
      const policy = policyAt(snapshot, finding);
      return policy && jsonHost.write(snapshot, snapshot.extraction, policy, fix.edits());
    }
  }
}

/**
 * The innermost policy that a finding stands in. Policies come in the order of their places, the document's own first, and
 * do not cut each other: the last one that starts before the finding and holds it is the innermost.
 */
function policyAt({ extraction: { policies } }: Snapshot, { span }: Finding): PolicySource | undefined {
  let low = 0;
  let high = policies.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((policies[middle]?.root.span.start ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i--) {
    const policy = policies[i];
    if (policy && contains(policy.root.span, span)) return policy;
  }
  return undefined;
}

/** More rounds than any document needs: each round must make the text different. */
const MAX_ROUNDS = 20;

/** Applies the safe fixes until none is left; never a review fix. Returns the text, unchanged when there is nothing to do. */
export function fixAll(text: string, named: boolean | undefined, context: Context): string {
  let current = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const snapshot = new Snapshot(current, named);
    const edits = safeEdits(snapshot, finish(check(snapshot, context)).findings);
    if (!edits.length) break;
    current = applyEdits(current, edits);
  }
  return current;
}

/** The one edit that turns a text into another: what both start and end with stays. */
export function differenceOf(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { span: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}

/** The edits of safe fixes that do not meet; what is left out comes in the next round. */
function safeEdits(snapshot: Snapshot, findings: readonly Finding[]): TextEdit[] {
  const offers = findings.flatMap((finding) => {
    const fix = finding.fixes.find((f) => f.safety === 'safe');
    const edits = fix && editsOf(snapshot, finding, fix);
    return edits?.length
      ? [{ edits, start: Math.min(...edits.map((e) => e.span.start)), end: Math.max(...edits.map((e) => e.span.end)) }]
      : [];
  });
  offers.sort((a, b) => a.start - b.start || a.end - b.end);
  const taken: TextEdit[] = [];
  let reached = -1;
  for (const { edits, start, end } of offers) {
    if (start <= reached) continue;
    taken.push(...edits);
    reached = end;
  }
  return taken;
}

/** What fits at an offset, with how it is written there. */
export function complete(
  snapshot: Snapshot,
  offset: number,
  random: () => string,
  snippets: boolean,
): readonly Completion[] {
  const cursor = jsonHost.locate(snapshot, snapshot.extraction, offset);
  if (!cursor) return [];
  const policy = cursor.policy && readPolicy(cursor.policy);
  return completionsAt(cursor, policy, random).map((item) => ({
    item,
    rendered: jsonHost.render(snapshot, cursor, item.insert, snippets),
  }));
}

export interface Completion {
  readonly item: CompletionItem;
  readonly rendered: Rendered;
}

/** The coloured words of all trust policies of a document, by place. */
export function tokens(snapshot: Snapshot): readonly Token[] {
  const found = snapshot.extraction.policies.filter((p) => p.kind === 'trust').flatMap((p) => tokensOf(readPolicy(p)));
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** The text of a policy with the generated statement, laid out for a file of its own. */
export function generatedText(answers: Answers): string | undefined {
  const statement = generatedStatement(answers);
  return statement === undefined ? undefined : `${JSON.stringify(generatedPolicy(statement), null, 2)}\n`;
}

/**
 * The edits that add the generated statement to a document: to its first trust policy, or, in a document without any
 * text, as a whole policy. Undefined when neither is possible.
 */
export function insertGenerated(snapshot: Snapshot, answers: Answers): readonly TextEdit[] | undefined {
  const statement = generatedStatement(answers);
  if (statement === undefined) return undefined;
  if (/^\s*(\{\s*\})?\s*$/.test(snapshot.text)) {
    const policy = `${JSON.stringify(generatedPolicy(statement), null, 2)}\n`;
    return [{ span: { start: 0, end: snapshot.text.length }, newText: policy }];
  }
  const source = snapshot.extraction.policies.find((p) => p.kind === 'trust');
  if (source?.root.kind !== 'object') return undefined;
  const present = memberOf(source.root, 'Statement')?.value;
  const edit: TreeEdit =
    present?.kind === 'array'
      ? { op: 'append', target: present, value: statement }
      : present
        ? { op: 'replace', target: present, value: [toJson(present), statement] }
        : { op: 'set', target: source.root, name: 'Statement', value: [statement], where: 'last' };
  const version: TreeEdit = { op: 'set', target: source.root, name: 'Version', value: VERSION, where: 'first' };
  const edits = memberOf(source.root, 'Version') ? [edit] : [version, edit];
  return jsonHost.write(snapshot, snapshot.extraction, source, edits);
}

const SYNTAX: Readonly<Partial<Record<SyntaxProblem['kind'], string>>> = {
  comment: 'JSON has no comments',
  trailingComma: 'there is a comma too many',
  commaMissing: 'a comma is missing',
  colonMissing: 'a colon is missing',
  valueMissing: 'a value is missing',
  closingMissing: 'a closing bracket is missing',
  singleQuotes: 'JSON has double quotes only',
  smartQuotes: 'JSON has straight double quotes only',
};

/** Reads a config file; what makes no sense in it is among its problems, syntax errors included. */
export function readConfig(text: string): ConfigFile {
  const { root, problems } = parseJson(text);
  const read = readConfigFile(
    root,
    rules.map((r) => r.meta.id),
  );
  const syntax = problems.map(({ span, kind }) => ({
    span,
    message: `This is not JSON as it should be: ${SYNTAX[kind] ?? 'this does not belong here'}.`,
  }));
  return { ...read, problems: [...syntax, ...read.problems] };
}

/** The edits that write a change into a config file; undefined where its text is broken. Of an empty text, a new file. */
export function writeConfig(text: string, change: ConfigChange): readonly TextEdit[] | undefined {
  if (text.trim() === '')
    return [{ span: { start: 0, end: text.length }, newText: `${JSON.stringify(newConfig(change), null, 2)}\n` }];
  const { root, problems } = parseJson(text);
  const edits = root && !problems.length ? configEdits(root, change) : undefined;
  return root && edits && writeJson(text, root, edits);
}
