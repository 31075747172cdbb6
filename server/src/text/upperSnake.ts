/** A name as the stand-in that people write for it: `serviceAccount` and `service account` are `SERVICE_ACCOUNT`. */
export function upperSnake(name: string): string {
  return name
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .replaceAll(' ', '_')
    .toUpperCase();
}
