import { own } from '../text/own.ts';
import { matchesGlob } from './glob.ts';
import { YAML_DIALECTS, yamlDialectOf } from './yamlDialect.ts';

/** A text, and what its name tells of it. */
export interface NamedText {
  /** As an editor calls its language; undefined where no editor has it open. */
  readonly languageId: string | undefined;
  /** However it is written; empty for a text without one. */
  readonly path: string;
  readonly text: string;
}

/** How documents of a host are told: in editors, and among the files of a folder. */
interface Language {
  readonly host: HostId;
  /** Language ids of editors. */
  readonly ids: readonly string[];
  /** Ends of the names of files. */
  readonly endings: readonly string[];
}

/** Who reads a document. */
export type HostId = 'json' | 'terraform' | 'yaml';

/** What trust policies are read in, as the setting calls it: of YAML, the tools that read it. */
export const HOST_IDS = ['json', 'terraform', ...YAML_DIALECTS] as const;

/** The languages that trust policies are read in. VS Code alone takes Terraform for plain text, and knows it by its files. */
export const LANGUAGES: readonly Language[] = [
  { host: 'json', ids: ['json', 'jsonc'], endings: ['.json', '.jsonc', '.template'] },
  { host: 'terraform', ids: ['terraform', 'opentofu', 'hcl'], endings: ['.tf', '.tofu', 'terragrunt.hcl'] },
  { host: 'yaml', ids: ['yaml', 'ansible', 'helm', 'cloudformation'], endings: ['.yaml', '.yml'] },
];

/** Says nothing of a language: the file's name may. */
export const PLAIN_TEXT = 'plaintext';

/** Who reads a document, by its language, else by the name of its file; undefined where nobody says that it is theirs. */
export function hostIdOf({ languageId, path }: Omit<NamedText, 'text'>): HostId | undefined {
  const spoken = spokenLanguage(languageId);
  // Terraform's other languages have ids of their own: variables, tests, stacks.
  if (spoken || languageId?.startsWith('terraform-')) return spoken?.host;
  const name = path.toLowerCase();
  return LANGUAGES.find(({ endings }) => endings.some((ending) => name.endsWith(ending)))?.host;
}

const BY_ID: ReadonlyMap<string, Language> = new Map(
  LANGUAGES.flatMap((language) => language.ids.map((id) => [id, language] as const)),
);

/** The language of an id, of which some editors make several with a dot: `yaml.ansible`, `json.cloudformation`. */
function spokenLanguage(languageId: string | undefined): Language | undefined {
  if (languageId === undefined) return undefined;
  const whole = BY_ID.get(languageId);
  if (whole || !languageId.includes('.')) return whole;
  for (const part of languageId.split('.')) {
    const language = BY_ID.get(part);
    if (language) return language;
  }
  return undefined;
}

/** Whether a document is read as YAML; templates of CloudFormation may be JSON too, which their text tells. */
export function isYaml(document: NamedText): boolean {
  switch (hostIdOf(document)) {
    case 'yaml':
      return document.languageId !== 'cloudformation' || !isJsonText(document);
    case 'json':
      return !spokenLanguage(document.languageId) && /\.template$/i.test(document.path) && !isJsonText(document);
    default:
      return false;
  }
}

function isJsonText({ text }: NamedText): boolean {
  return /^\s{0,999}\{/.test(text.slice(0, 1000));
}

/** Whether documents of a language are outlined, folded and colored by what knows all of the language: ours would stand beside it. */
export function isShownByOthers(languageId: string | undefined): boolean {
  const language = spokenLanguage(languageId);
  return language !== undefined && language.host !== 'json';
}

/** Whether an editor's document may hold trust policies, by its language; of plain text by its name. JSON has to be said to be it. */
export function isReadDocument(document: Omit<NamedText, 'text'>): boolean {
  const { languageId } = document;
  if (languageId === PLAIN_TEXT) return hostIdOf(document) === 'terraform';
  return spokenLanguage(languageId) !== undefined;
}

/** The ends of the names of files that may hold policies: found in folders, not only when named. */
export const ENDINGS: readonly string[] = LANGUAGES.flatMap(({ endings }) => endings);

/** Matches all files with such an ending. */
export const FILES_GLOB = globOfEndings(ENDINGS);

/** Matches the files of Terraform, which some editors take for plain text. */
export const PLAIN_TEXT_GLOB = globOfEndings(
  LANGUAGES.flatMap(({ host, endings }) => (host === 'terraform' ? endings : [])),
);

function globOfEndings(endings: readonly string[]): string {
  return `**/*{${endings.join()}}`;
}

/** Whether a file is read as one with the others of its folder that are. */
export function isReadWithFolder(path: string): boolean {
  return /\.(?:tf|tofu)$/i.test(path);
}

/** Glob to whether matching files are trust policies; the shape of VS Code's `files.exclude`. */
export type FilePatterns = Readonly<Record<string, boolean>>;

/**
 * The names that make a file a candidate, as the setting shows them. They do not decide: an entry of the setting that says
 * the same is nobody's own.
 */
export const DEFAULT_FILES: FilePatterns = {
  '**/*trust*policy*.json': true,
  '**/*trust*relationship*.json': true,
  '**/*assume*role*policy*.json': true,
  '**/trust.json': true,
  '**/*-trust.json': true,
  '**/*_trust.json': true,
};

/**
 * What a name that makes a candidate says: `trust`: trust policy, in so many words. `assume`: assume role policy, as IAM's API
 * calls a trust policy, and people call the callers' half. `fits`: only the letters fit (`AWSTrustedAdvisor…Policy`).
 */
export type CandidateName = 'trust' | 'assume' | 'fits';

/**
 * What is said of a document besides its content: that it is a trust policy or that it is none, by the user's own entry; or that
 * it may be one, by its name; undefined leaves all to the content.
 */
export type Named = boolean | CandidateName | undefined;

/**
 * Says how policies are judged; found upwards from a policy's file, shared by editors and the command line. Never a policy
 * itself, though its name reads like one.
 */
export const CONFIG_FILE = 'trust-policy.config.json';

/** Whether a path or address leads to a config file. */
export function isConfigFile(path: string): boolean {
  const base = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return base.toLowerCase() === CONFIG_FILE;
}

/**
 * Whether a text may hold a trust policy, wherever in it: cheap, and rather yes than no. What really is one decides the host, on
 * the tree.
 */
export function mayHoldTrustPolicy(text: string): boolean {
  return asksForPolicy(text) || new TrustPolicySearch().take(text);
}

/** Whether a file of Terraform may hold one soon: a role or a policy document has begun, or a line asks for a template. */
export function mayBecomeTrustPolicy(text: string): boolean {
  return /"aws(?:cc)?_iam_(?:role|policy_document)"|^[ \t]*trust-[\w-]*[ \t]*\r?$/m.test(text);
}

/** The same for a text that comes in pieces, none of which is kept. */
export class TrustPolicySearch {
  /** The end of the last piece: what is looked for may be cut in two. */
  #rest = '';
  #principal = false;
  #action = false;

  /** Whether what came so far may hold a trust policy. */
  take(piece: string): boolean {
    const text = this.#rest + piece;
    this.#principal ||= /princip/i.test(text);
    this.#action ||= /sts(?::|%3a)/i.test(text);
    this.#rest = text.slice(-LONGEST_MARK);
    return (this.#principal && this.#action) || /assume_?role_?policy/i.test(text);
  }
}

/** As long as anything that is looked for. */
const LONGEST_MARK = 'assume_role_policy'.length;

/** Whether nothing stands there but what somebody types to get a whole policy: the prefix that all templates begin with. */
export function asksForPolicy(text: string): boolean {
  return text.length < LONGEST_PREFIX && /^\s*(?:\{\s*)?"?trust-[\w-]*"?\s*(?:\}\s*)?$/i.test(text);
}

/** More than any prefix with the blanks around it. */
const LONGEST_PREFIX = 200;

/** What tells of a document, with or without its text. */
type MaybeRead = Omit<NamedText, 'text'> & { readonly text?: string | undefined };

/**
 * What is said of a document by its language, by its path, by the user's entries and by whether policies are judged there at all.
 * @param document with its text where that is known, which tells whose YAML it is
 */
export function namedDocument(
  document: MaybeRead,
  files: FilePatterns,
  hosts: Readonly<Record<string, boolean>>,
): Named {
  if (Object.values(hosts).includes(false) && settingsOf(document).some((name) => own(hosts, name) === false))
    return false;
  return namedTrustPolicy(document.path, files);
}

/** What the setting calls that which a document is read by: a template in JSON by two names. */
function settingsOf({ languageId, path, text }: MaybeRead): readonly string[] {
  if (text !== undefined && isYaml({ languageId, path, text })) return [yamlDialectOf({ languageId, path, text })];
  const host = hostIdOf({ languageId, path }) ?? 'json';
  return host === 'terraform' || text === undefined || !JSON_TEMPLATE.test(text) ? [host] : ['json', 'cloudformation'];
}

/** What only a template of CloudFormation has. */
const JSON_TEMPLATE = /"AWSTemplateFormatVersion"[ \t]{0,9}:|"Type"[ \t]{0,9}:[ \t]{0,9}"AWS::/;

/**
 * What is said of a file by its path. The user's entries decide first, of several that match the most exact one: a plain path
 * before any glob, then the one with more literal characters; so one file can be taken out of a wider pattern.
 * @param path however it is written; what patterns match is relative to the workspace folder where there is one
 */
export function namedTrustPolicy(path: string, files: FilePatterns): Named {
  const plain = plainPath(path);
  if (isConfigFile(path)) return false;
  return (
    userSays(plain.toLowerCase(), files) ??
    (TERRAFORM_JSON.test(plain) ? false : candidateName(plain.slice(plain.lastIndexOf('/') + 1)))
  );
}

/** Terraform written as JSON: its strings are templates, which nothing here reads. */
const TERRAFORM_JSON = /\.(?:tf|tofu)\.json$/i;

/** A path with forward slashes, without `.` and `..` or anything before the first folder: many ways to write it, one name. */
export function plainPath(path: string): string {
  const steps: string[] = [];
  for (const step of path.replaceAll('\\', '/').split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function userSays(file: string, files: FilePatterns): boolean | undefined {
  let best: boolean | undefined;
  let exactness = -1;
  for (const [pattern, says] of Object.entries(files)) {
    if (says === own(DEFAULT_FILES, pattern)) continue; // settings come merged with their defaults
    const literal = literalOf(pattern);
    const exact = literal === undefined ? pattern.replace(/[*?[\]{},!]/g, '').length : Infinity;
    if (exact > exactness && (literal === undefined ? matchesGlob(file, pattern) : literal === file))
      [best, exactness] = [says, exact];
  }
  return best;
}

/** The same names as the globs of `DEFAULT_FILES`, with what they say. */
function candidateName(base: string): CandidateName | undefined {
  if (!/\.json$/i.test(base)) return undefined;
  const stem = base.slice(0, -'.json'.length);
  const name = stem.toLowerCase();
  const isTrust = name === 'trust' || name.endsWith('-trust') || name.endsWith('_trust');
  const fits =
    isTrust ||
    holdsInOrder(name, ['trust', 'policy']) ||
    holdsInOrder(name, ['trust', 'relationship']) ||
    holdsInOrder(name, ['assume', 'role', 'policy']);
  if (!fits) return undefined;
  if (/^(AWS|Amazon)[A-Z][A-Za-z0-9]*$/.test(stem)) return 'fits'; // so AWS names its managed policies
  if (/zero[-_. ]?trust/.test(name)) return 'fits';
  if (isTrust || /trust[-_. ]?(policy|relationship)/.test(name)) return 'trust';
  return /assume[-_. ]?role[-_. ]?policy/.test(name) ? 'assume' : 'fits';
}

function holdsInOrder(text: string, words: readonly string[]): boolean {
  let at = 0;
  for (const word of words) {
    const found = text.indexOf(word, at);
    if (found < 0) return false;
    at = found + word.length;
  }
  return true;
}

/** A pattern that matches exactly this path. */
export function globOf(path: string): string {
  return path.replace(/^\/+/, '').replace(/[*?[{]/g, '[$&]');
}

/** The one path that a pattern without wildcards matches, in lower case. */
function literalOf(pattern: string): string | undefined {
  const unescaped = pattern.replace(/\[([*?[{])\]/g, (_, c: string) => ESCAPED.charAt('*?[{'.indexOf(c)));
  if (/[*?[{]/.test(unescaped)) return undefined;
  const literal = unescaped.replace(/[\ue000-\ue003]/g, (c) => '*?[{'.charAt(ESCAPED.indexOf(c)));
  return plainPath(literal).toLowerCase();
}

/** Stand-ins for wildcards that are meant literally. */
const ESCAPED = '\ue000\ue001\ue002\ue003';
