import type { Diagnostic, Location } from 'vscode-languageserver';
import type { Picture, Risk } from './report.ts';

// The files of a workspace, and the roles in them.

/** What `iamTrustPolicy/checkAll` checks. */
export interface FilesToCheck {
  /** Only these files, for a client that shows what was found and sees files change; otherwise all of the workspace. */
  readonly uris?: readonly string[];
}

/** What changed. */
export interface Changed {
  /** Whether the last role map is out of date; said once. */
  readonly roleMap: boolean;
  /** Whether another config file can apply to a document, or its content changed. */
  readonly configStatus: boolean;
}

/** A file with a trust policy, and its findings; or one that could not be checked, and why. */
export interface CheckedFile {
  readonly uri: string;
  readonly diagnostics: Diagnostic[];
}

/** How far a check of all files is. */
export interface CheckProgress {
  readonly done: number;
  readonly total: number;
}

/** Which roles a map shows; all of them where nothing is said. */
export interface RolesToShow {
  /** Part of the name of a role, of its file, or of a caller. */
  readonly text?: string;
  /** Whether to show only roles that can be assumed from outside your accounts and AWS services. */
  readonly outside?: boolean;
  /** Whether to show only roles with an error or a warning. */
  readonly risky?: boolean;
}

/** The roles of the workspace, and who can assume them. */
export interface RoleMap {
  /** An arrow goes from a caller to each role that it can assume. Boxes of roles name `showRole` and an index of `roles`, others `showCaller` and an index of `callers`. */
  readonly picture: Picture;
  /** How many roles the picture leaves out. */
  readonly left: number;
  /** How many roles the workspace has, whichever are shown. */
  readonly total: number;
  readonly roles: readonly MappedRole[];
  /** Where the callers of the picture that are no roles of the workspace are named. */
  readonly callers: readonly Location[];
}

/** A role of the workspace. */
export interface MappedRole {
  /** Empty if only the name is known. */
  readonly arn: string;
  /** The name of its resource, if a template doesn't name the role. */
  readonly name: string;
  /** Who can assume it. */
  readonly sentences: readonly string[];
  /** Whether it can be assumed from outside your accounts and AWS services. */
  readonly outside: boolean;
  /** The first findings in its trust policy, hints left out. */
  readonly risks: readonly Risk[];
  /** The place of its name. */
  readonly location: Location;
}

/** A trust policy of the workspace. */
export interface FoundPolicy {
  /** The role's name or ARN, if the file contains it. */
  readonly role?: string;
  /** Who can assume it by all statements together, as a sentence. */
  readonly outcome: string;
  readonly location: Location;
}

/** A file that the server wants to read. */
export interface FileWanted {
  readonly uri: string;
  /** A file of more bytes isn't read. */
  readonly largest: number;
}

/** Why a file wasn't read, to be shown after its name: "is not a regular file". */
export interface RefusedFile {
  readonly refused: string;
}
