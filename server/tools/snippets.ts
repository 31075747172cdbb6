import { trustTemplates } from '../src/generate/templates.ts';
import { DEFAULT_FILES } from '../src/hosts/fileNames.ts';
import { VERSION } from '../src/iam/vocabulary.ts';
import { CONFIG_FILE, loadHost, PolicyDocument } from '../src/service.ts';

/** The names of candidates. VS Code matches a pattern without a slash against the file's name, whatever its case. */
const INCLUDE = Object.keys(DEFAULT_FILES).map((pattern) => pattern.replace(/^\*\*\//, ''));

/**
 * The editor's snippets, for its commands that insert one or fill a file with one: a whole policy for each kind of trust, in
 * files of these names. They have no prefix: in lists it is the server that offers them, filled in with what it knows and
 * only where they fit, and nothing is to be there twice.
 */
export function snippets(): string {
  return snippetsFor(new PolicyDocument('', true), { include: INCLUDE, exclude: [CONFIG_FILE] });
}

/**
 * The same as roles in files of Terraform. Its languages are told by a scope: an editor that has no extension for Terraform
 * doesn't know them, and takes such files for plain text.
 */
export async function terraformSnippets(): Promise<string> {
  const file = { languageId: 'terraform', path: 'main.tf' };
  await loadHost({ ...file, text: '' });
  const empty = new PolicyDocument('', undefined, false, file);
  return snippetsFor(empty, { scope: 'terraform,opentofu,plaintext', include: ['*.tf', '*.tofu'] });
}

/** @param where the documents that they are for */
function snippetsFor(empty: PolicyDocument, where: object): string {
  const cursor = empty.cursorAt(0);
  if (!cursor) throw new Error('no cursor in an empty document');
  const templates = trustTemplates({ accounts: [], random: undefined });
  const render = empty.rendererAt(cursor, true);
  const entries = templates.map(({ label, detail, statements }): [string, unknown] => {
    const value = { Version: VERSION, Statement: statements };
    const { edit } = render({ kind: 'value', value });
    const body = [...edit.newText.trimEnd().split('\n'), '$0'];
    return [label, { description: detail, isFileTemplate: true, ...where, body }];
  });
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
