/** What stands before a message: the code, the operation, what a tool puts in front. */
const BEFORE =
  /(?:^|[ :.])(?:Error|[A-Z][A-Za-z]{2,60}(?:Exception|Error|Fault|Token|Document|Exceeded|Denied)|operation(?: \(reached max retries: \d+\))?|api error \w{3,60}|could not assume role with \w+(?: credentials)?): /gi;
/** What SDKs and Terraform add to it. */
const AFTER = / \([Ss]ervice: | status code: \d| with [\w.[\]"-]{3,200}, on \S{1,200} line \d| at \S{1,200} \(/;

/** A message alone. @param at where its words end: what stands before them is no part of it */
export function messageIn(text: string, at = text.length): string {
  const starts = [...text.matchAll(BEFORE)].map(({ index, 0: found }) => index + found.length);
  const rest = text.slice(starts.filter((start) => start <= at).at(-1) ?? starts[0] ?? 0);
  const end = AFTER.exec(rest)?.index ?? rest.length;
  return rest.slice(0, end) || text;
}
