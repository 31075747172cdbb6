/** What the tools make of a YAML document that read it. */
export type YamlDialect = (typeof YAML_DIALECTS)[number] | 'other';

export const YAML_DIALECTS = ['cloudformation', 'serverless', 'kubernetes', 'ansible', 'pulumi'] as const;

/** A text, and what its name tells of it. */
interface Told {
  readonly languageId: string | undefined;
  readonly path: string;
  readonly text: string;
}

/** Which tools read a document, by its language, its file's name and the members of its root. */
export function yamlDialectOf({ languageId, path, text }: Told): YamlDialect {
  if (isPartOfId(languageId, 'ansible')) return 'ansible';
  if (/(?:^|[\\/])serverless(?:[.-][\w.-]{1,80})?\.ya?ml$/i.test(path)) return 'serverless';
  const has = (name: string): boolean => hasRootMember(text, name);
  if (
    has('AWSTemplateFormatVersion') ||
    has('Transform') ||
    (has('Resources') && /Type["']?[ \t]*:[ \t]*["']?AWS::/.test(text))
  )
    return 'cloudformation';
  if (has('service') && has('provider')) return 'serverless';
  if (has('apiVersion') && has('kind')) return 'kubernetes';
  if ((has('runtime') && /\byaml\b/.test(text)) || (has('resources') && /type["']?[ \t]*:[ \t]*["']?aws:/.test(text)))
    return 'pulumi';
  if (/^[ \t-]*(?:[\w.]{1,80}\.)?iam_role[ \t]*:/m.test(text)) return 'ansible';
  return isPartOfId(languageId, 'cloudformation') ? 'cloudformation' : 'other';
}

/** Whether one of the parts of a language's id is a word, as in `yaml.ansible`. */
export function isPartOfId(languageId: string | undefined, word: string): boolean {
  return languageId?.split('.').includes(word) ?? false;
}

/** Whether the root has a member, told without reading the document by what stands around its name. */
function hasRootMember(text: string, name: string): boolean {
  const isFlow = /^\s{0,99}\{/.test(text.slice(0, 100));
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const before = at > WINDOW ? text.slice(at - WINDOW, at) : `\n${text.slice(0, at)}`;
    const behind = text.slice(at + name.length, at + name.length + WINDOW);
    if ((isFlow ? /[\n{,][ \t]*["']?$/ : /\n\ufeff?["']?$/).test(before) && /^["']?[ \t]*:/.test(behind)) return true;
  }
  return false;
}

/** As much of a line as tells whether a name in it is that of a member. */
const WINDOW = 20;
