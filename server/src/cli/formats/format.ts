import type { Reported } from '../reported.ts';

/** How findings are written, as they come. */
export interface Format {
  /** What stands before all findings. */
  begin(): string;
  finding(finding: Reported): string;
  /** What stands behind them. */
  end(): string;
}
