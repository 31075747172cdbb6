import { ErrorCodes, ResponseError, type Connection } from 'vscode-languageserver';
import { isRefused, tooLarge, type Files, type ReadResult } from '../files.ts';
import { printableName } from '../text/printable.ts';

/** `{ uri, largest }`: the text of a file, `{ refused }` with the reason when it is not to be read, null when there is none. */
const READ_FILE = 'iamTrustPolicy/readFile';
/** `{ uri }`: whether there is a file or folder. */
const FILE_EXISTS = 'iamTrustPolicy/fileExists';
/** The addresses of the workspace's JSON files. */
const FIND_FILES = 'iamTrustPolicy/findFiles';

/** Files that the client reads, wherever its workspace lives. */
export function clientFiles(connection: Connection): Files {
  return {
    read: async (uri, largest): Promise<ReadResult> => {
      const read = await connection.sendRequest<unknown>(READ_FILE, { uri, largest });
      if (typeof read === 'string') return read.length > largest ? tooLarge(largest) : read;
      return isRefused(read) ? read : undefined;
    },
    exists: async (uri) => {
      try {
        return (await connection.sendRequest<unknown>(FILE_EXISTS, { uri })) === true;
      } catch (error) {
        if (error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound) return false;
        throw error;
      }
    },
    list: () => connection.sendRequest<string[]>(FIND_FILES),
  };
}

/** The same files, which say in the log what they refuse: once, as long as the reason stays. */
export function loggedFiles(files: Files, log: (line: string) => void): Files {
  const said = new Map<string, string>();
  return {
    list: (folders) => files.list(folders),
    exists: (uri) => files.exists(uri),
    read: async (uri, largest) => {
      const read = await files.read(uri, largest);
      if (!isRefused(read)) said.delete(uri);
      else if (said.get(uri) !== read.refused) {
        said.set(uri, read.refused);
        log(`${printableName(uri)} ${read.refused}`);
      }
      return read;
    },
  };
}
