import { trustTemplates } from '../src/generate/templates.ts';
import { jsonHost } from '../src/hosts/json/index.ts';
import { VERSION } from '../src/iam/words.ts';
import { Snapshot } from '../src/service.ts';

/** The editor's snippets: a whole policy for each kind of trust that completion offers in an empty document. */
export function snippets(): string {
  const empty = new Snapshot('', true);
  const cursor = jsonHost.locate(empty, empty.extraction, 0);
  if (!cursor) throw new Error('no cursor in an empty document');
  const templates = trustTemplates({ accounts: [], random: undefined });
  const render = jsonHost.rendererAt(empty, cursor, true);
  const entries = templates.map(({ prefix, label, detail, statements }): [string, unknown] => {
    const value = { Version: VERSION, Statement: statements };
    const { edit } = render({ kind: 'value', value });
    return [label, { prefix, description: detail, body: [...edit.newText.split('\n'), '$0'] }];
  });
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
