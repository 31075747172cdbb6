import { ErrorCodes, ResponseError, type Connection } from 'vscode-languageserver';
import { isRefused, tooLarge, type Files, type ReadResult } from '../files.ts';
import { printableName } from '../text/printable.ts';
import { askClient } from './wire.ts';

/** Files that the client reads, wherever its workspace lives. */
export function clientFiles(connection: Connection): Files {
  return {
    read: async (uri, largest): Promise<ReadResult> => {
      const read = await askClient(connection, 'iamTrustPolicy/readFile', { uri, largest });
      if (typeof read === 'string') return read.length > largest ? tooLarge(largest) : read;
      return isRefused(read) ? read : undefined;
    },
    exists: async (uri) => {
      try {
        return (await askClient(connection, 'iamTrustPolicy/fileExists', { uri })) === true;
      } catch (error) {
        if (error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound) return false;
        throw error;
      }
    },
    list: async () => {
      const found = await askClient(connection, 'iamTrustPolicy/findFiles', {});
      return Array.isArray(found) ? found.filter((uri) => typeof uri === 'string') : [];
    },
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
