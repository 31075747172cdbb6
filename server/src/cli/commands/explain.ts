import { calledRole, explain as explainDocument, type Config } from '../../service.ts';
import { LineIndex } from '../../text/lineIndex.ts';
import { loggable, printableName } from '../../text/printable.ts';
import type { Given } from '../arguments.ts';
import { candidatesOf } from '../candidates.ts';
import { jsonLines } from '../formats/json.ts';
import { Reading } from '../reading.ts';
import { placeOf } from '../reported.ts';
import type { ExitCode, Opened } from '../results.ts';
import { Run } from '../run.ts';
import type { World } from '../world.ts';

/** Says in plain words who can assume the roles, statement by statement. */
export async function explain(given: Given, world: World): Promise<ExitCode> {
  const run = new Run(given, world);
  const reading = new Reading(run, await candidatesOf(run));
  const asJson = given.formats.some(({ name }) => name === 'json');
  let written = 0;
  for await (const read of reading.all()) {
    const { file } = read;
    reading.forget(file);
    if (!('document' in read)) {
      run.sayClosed(read);
      continue;
    }
    const { config, governing } = await run.configs.of(file.name);
    const sentences = run.attempt(file, "can't be explained", () => sentencesOf(read, config)) ?? [];
    if (given.verbose) run.tell(file, { governing, silenced: undefined, isPolicy: sentences.length > 0 });
    for (const sentence of sentences) {
      const before = written++ ? ',\n' : '[\n';
      await world.out(asJson ? before + jsonLines(sentence, '  ') : lineOf(sentence));
    }
  }
  if (asJson) await world.out(written ? '\n]\n' : '[]\n');
  return run.exitCode();
}

function sentencesOf({ file, document }: Opened, config: Config) {
  const lines = new LineIndex(document.text);
  return explainDocument(document, config).map(({ statement, sentence }) => {
    const { source } = statement.policy;
    const sid = statement.elements.get('Sid')?.value;
    return {
      file: file.name,
      ...placeOf(lines, statement.node.span),
      policy: {
        role: calledRole(source.owner),
        sid: sid?.kind === 'string' ? sid.value : undefined,
        index: document.extraction.policies.indexOf(source),
      },
      sentence,
    };
  });
}

function lineOf({ file, line, column, sentence }: ReturnType<typeof sentencesOf>[number]): string {
  return `${printableName(file)}:${line}:${column}: ${loggable(sentence)}.\n`;
}
