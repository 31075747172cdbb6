import { own } from '../text/own.ts';
import { namedTrustPolicy, type FilePatterns, type Named } from './fileNames.ts';
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
