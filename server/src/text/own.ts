/** What a record itself has under a name; a name out of a policy may be `constructor`, which every object answers to. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
