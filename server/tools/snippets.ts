import { trustTemplates } from '../src/generate/templates.ts';
import { DEFAULT_FILES } from '../src/hosts/detect.ts';
import { VERSION } from '../src/iam/vocabulary.ts';
import { CONFIG_FILE, PolicyDocument } from '../src/service.ts';

/** The names of candidates. VS Code matches a pattern without a slash against the file's name, whatever its case. */
const INCLUDE = Object.keys(DEFAULT_FILES).map((pattern) => pattern.replace(/^\*\*\//, ''));

/**
 * The editor's snippets, for its commands that insert one or fill a file with one: a whole policy for each kind of trust, in
 * files of these names. They have no prefix: in lists it is the server that offers them, filled in with what it knows and
 * only where they fit, and nothing is to be there twice.
 */
export function snippets(): string {
  const empty = new PolicyDocument('', true);
  const cursor = empty.cursorAt(0);
  if (!cursor) throw new Error('no cursor in an empty document');
  const templates = trustTemplates({ accounts: [], random: undefined });
  const render = empty.rendererAt(cursor, true);
  const entries = templates.map(({ label, detail, statements }): [string, unknown] => {
    const value = { Version: VERSION, Statement: statements };
    const { edit } = render({ kind: 'value', value });
    const body = [...edit.newText.split('\n'), '$0'];
    return [label, { description: detail, isFileTemplate: true, include: INCLUDE, exclude: [CONFIG_FILE], body }];
  });
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
