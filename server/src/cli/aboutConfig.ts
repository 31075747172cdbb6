import { LineIndex } from '../text/lineIndex.ts';
import type { Governing } from './configs.ts';
import { placeOf, runFinding, type Reported } from './reported.ts';

/**
 * What in a config file makes no sense, or turned out to do nothing for the files given.
 * @param idle whether overrides that did nothing are told
 */
export function aboutConfig({ path, text, file, used, spoken }: Governing, pages: string, idle: boolean): Reported[] {
  const lines = new LineIndex(text);
  const unused = idle ? [...spoken].filter((index) => !used.has(index)).sort((a, b) => a - b) : [];
  const problems = [
    ...file.problems,
    ...unused.flatMap((index) => {
      const override = file.overrides[index];
      return override
        ? [{ span: override.span, message: 'This override has no effect on the files that were checked.' }]
        : [];
    }),
  ];
  return problems.map(({ span, message }) => runFinding('config', path, message, pages, placeOf(lines, span)));
}
