/** `2026-12-31 23:59 UTC`. */
export function instantPhrase(time: number): string {
  const iso = new Date(time).toISOString();
  const clock = iso.slice(11, 19);
  return `${iso.slice(0, 10)} ${clock.endsWith(':00') ? clock.slice(0, 5) : clock} UTC`;
}

const UNITS: readonly (readonly [seconds: number, one: string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** `1 hour`, `90 minutes`: seconds in the largest unit that divides them. */
export function durationPhrase(seconds: number): string {
  const [size, name] = UNITS.find(([unit]) => seconds >= unit && seconds % unit === 0) ?? [1, 'second'];
  return counted(seconds / size, name);
}

/** `in 39 days`, `3 days ago`, `today`: how far a time is from now, both in milliseconds since 1970. */
export function distancePhrase(time: number, now: number): string {
  const seconds = Math.round(Math.abs(time - now) / 1000);
  const days = Math.round(seconds / 86_400);
  const text =
    seconds < 3600
      ? counted(Math.max(Math.round(seconds / 60), 1), 'minute')
      : seconds < 2 * 86_400
        ? counted(Math.round(seconds / 3600), 'hour')
        : days < 120
          ? counted(days, 'day')
          : days < 730
            ? counted(Math.round(days / 30.44), 'month')
            : counted(Math.round(days / 365.25), 'year');
  return time >= now ? `in ${text}` : `${text} ago`;
}

/** When a distance may be another than it is now: it is told in units as large as it is far. Milliseconds since 1970. */
export function distanceUntil(time: number, now: number): number {
  const seconds = Math.abs(time - now) / 1000;
  const unit = seconds < 3600 ? 60 : seconds < 2 * 86_400 ? 3600 : 86_400;
  return now + unit * 1000;
}

/** `1 day`, `2 days`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
