import { ErrorCodes, ResponseError, type Connection } from 'vscode-languageserver';
import { isRefused, tooLarge, type Files, type ReadResult } from '../files.ts';
import { ClientListing } from './clientListing.ts';
import { askClient } from './wire.ts';

/** Files that the client reads, wherever its workspace lives. */
export function clientFiles(connection: Connection): Files {
  const read = async (uri: string, largest: number): Promise<ReadResult> => {
    const answer = await askClient(connection, 'iamTrustPolicy/readFile', { uri, largest });
    if (typeof answer === 'string') return answer.length > largest ? tooLarge(largest) : answer;
    return isRefused(answer) ? answer : undefined;
  };
  const find = async (): Promise<readonly string[]> => {
    const found = await askClient(connection, 'iamTrustPolicy/findFiles', {});
    return Array.isArray(found) ? found.filter((uri) => typeof uri === 'string') : [];
  };
  const listing = new ClientListing(find, read);
  return {
    read,
    exists: async (uri) => (await unlessUnknown(askClient(connection, 'iamTrustPolicy/fileExists', { uri }))) === true,
    filesIn: async (folder) =>
      ((await unlessUnknown(find())) ?? []).filter(
        (uri) => uri.startsWith(folder) && !uri.includes('/', folder.length),
      ),
    list: (folders) => listing.list(folders),
    lists: (uri, folders) => Promise.resolve(listing.lists(uri, folders)),
  };
}

/** Undefined where the client does not know the question: not all clients that read files answer each. */
async function unlessUnknown<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound) return undefined;
    throw error;
  }
}

/** Files of this machine from its disk, all others from whoever has them: a question for each file takes a large workspace minutes. */
export function filesByScheme(disk: Files, others: Files): Files {
  const of = (uri: string): Files => (isOnDisk(uri) ? disk : others);
  return {
    read: (uri, largest) => of(uri).read(uri, largest),
    exists: (uri) => of(uri).exists(uri),
    filesIn: (folder) => of(folder).filesIn(folder),
    lists: (uri, folders) => of(uri).lists(uri, folders),
    list: async (folders) => {
      const elsewhere = folders.filter((folder) => !isOnDisk(folder));
      const own = await disk.list(folders.filter(isOnDisk));
      if (!elsewhere.length) return own;
      const { uris, passed, isCut } = await others.list(elsewhere);
      return { uris: [...own.uris, ...uris], passed: own.passed + passed, isCut: own.isCut || isCut };
    },
  };
}

function isOnDisk(uri: string): boolean {
  return uri.startsWith('file:');
}
