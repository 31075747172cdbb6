/**
 * Reads a date as IAM's Date operators do: ISO 8601 from the year on, or seconds since 1970. Milliseconds since 1970; undefined
 * when it is none. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseDate(text: string): number | undefined {
  if (isEpoch(text)) return Number(text) * 1000;
  const parts =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/.exec(
      text,
    );
  if (!parts) return undefined;
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00'] = parts;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const real =
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    Number(day) <= days &&
    Number(hour) < 25 &&
    Number(minute) < 60 &&
    Number(second) < 61;
  if (!real) return undefined;
  const parsed = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** Seconds since 1970, as the clock has them between 1973 and 5138. */
export function isEpoch(text: string): boolean {
  return /^\d{9,11}$/.test(text);
}
