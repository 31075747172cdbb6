import { loggable, printableName } from '../../text/printable.ts';
import type { Reported } from '../reported.ts';
import type { Format } from './format.ts';

/** A line for each finding. */
export class Concise implements Format {
  begin(): string {
    return '';
  }

  finding({ file, line, column, level, message, rule }: Reported): string {
    return `${printableName(file)}:${line}:${column}: ${level}: ${loggable(message)} [${rule}]\n`;
  }

  end(): string {
    return '';
  }
}
