/**
 * The folders whose config file may rule a document, nearest first. A config counts up to the root of the document's repository.
 * Where there is none it counts up to the folder that somebody works in, and of a document outside of that only from its own
 * folder: what others put into a folder above, a shared one for instance, decides nothing (docs/decisions/0008).
 * @param folders of the document, up to the root of all
 * @param repository the nearest of them that holds `.git`
 * @param workplace the workspace folder, or the working directory, if it is one of them
 */
export function reachOf(
  folders: readonly string[],
  repository: string | undefined,
  workplace: string | undefined,
): readonly string[] {
  const last = repository ?? workplace;
  return folders.slice(0, last === undefined ? 1 : folders.indexOf(last) + 1);
}
