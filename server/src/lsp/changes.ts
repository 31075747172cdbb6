import { FILES_GLOB, isConfigFile } from '../service.ts';

/** What the server keeps until a change makes it stale. */
export type Kept =
  /** The settings of the client. */
  | 'settings'
  /** Config files, and which of them governs what; of one file where the change is about one. */
  | 'configs'
  /** Which files there are; of one file whether it is there. */
  | 'files'
  /** What was read of files; of one file where the change is about one. */
  | 'texts'
  /** How files were read that are read as one with a file. */
  | 'readings';

/** What a client shows of that. */
export type Shown = 'findings' | 'findings of configs' | 'lenses' | 'hints' | 'tokens' | 'role map' | 'status';

interface Consequences {
  readonly forget: readonly Kept[];
  readonly ask: readonly Shown[];
}

/** What can happen, what is forgotten then, and what a client is told to ask for anew. What is not named stays as it is. */
export const CHANGES = {
  /** A document was opened or closed, or its text changed. A client asks of its own accord for what it shows of that document. */
  document: { forget: ['texts'], ask: ['role map'] },
  /** A file that may hold policies changed, came or went. */
  file: { forget: ['files', 'texts'], ask: ['findings', 'role map'] },
  /** A file tells those that are read as one with it something else than before. */
  facts: { forget: ['readings'], ask: ['findings', 'lenses', 'hints', 'role map'] },
  /** The roles that other files tell of were read, and are others than before. */
  roles: { forget: [], ask: ['findings', 'role map'] },
  /** A config file changed, came or went, on disk or in an editor. */
  config: { forget: ['configs'], ask: ['findings', 'lenses', 'hints', 'role map', 'status'] },
  /** Other overrides of a config file are in use, which its own findings tell. */
  overrides: { forget: [], ask: ['findings of configs'] },
  /** A file that says what is left out changed, or a repository came or went. */
  leftOut: {
    forget: ['configs', 'files'],
    ask: ['findings', 'lenses', 'hints', 'role map', 'status'],
  },
  /** The client's settings changed; what a file is treated as is among them. */
  settings: {
    forget: ['settings', 'texts'],
    ask: ['findings', 'lenses', 'hints', 'tokens', 'role map', 'status'],
  },
  /** Folders came to the workspace or left it. */
  folders: {
    forget: ['settings', 'configs', 'files', 'texts'],
    ask: ['findings', 'lenses', 'hints', 'tokens', 'role map', 'status'],
  },
  /** An instant passed at which something that is shown changes. */
  clock: { forget: [], ask: ['findings', 'lenses', 'hints'] },
} as const satisfies Readonly<Record<string, Consequences>>;

export type ChangeKind = keyof typeof CHANGES;

export interface Change {
  readonly kind: ChangeKind;
  /** The document or file that it is about; undefined where it may be any. */
  readonly uri?: string;
  /** The file is gone. */
  readonly isGone?: boolean;
}

/** The globs of the files that a client is asked to watch. */
export const WATCHED = [FILES_GLOB, '**/.git', '**/.gitignore', '**/.git/info/exclude'];

/** What it means that a watched file changed. */
export function changeOf(uri: string, isGone: boolean): Change {
  if (isConfigFile(uri)) return { kind: 'config', uri, isGone };
  const decides = ['/.git', '/.gitignore', '/.git/info/exclude'].some((end) => uri.endsWith(end));
  return decides ? { kind: 'leftOut' } : { kind: 'file', uri, isGone };
}
