import { parseArn } from './arn.ts';
import { isEpoch, parseDate } from './dates.ts';
import { parseIpRange } from './ip.ts';
import type { Family } from './operators.ts';

/** Whether a value is of a form that operators of a family compare. */
export function readsAs(value: string, family: Family): boolean {
  switch (family) {
    case 'Bool':
    case 'Null':
      return value === 'true' || value === 'false';
    case 'Numeric':
      return value.trim() !== '' && Number.isFinite(Number(value));
    case 'Date':
      return parseDate(value) !== undefined && !isEpoch(value);
    case 'IpAddress':
      return parseIpRange(value) !== undefined;
    case 'Arn':
      return parseArn({ value, holes: [] }) !== undefined;
    case 'String':
    case 'Binary':
      return true;
  }
}
