// What the server and a client say to each other beyond the Language Server Protocol: names and types, and nothing that runs.
// docs/protocol.md is generated from this file and those of its folder.
import type { Position, Range, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Decision } from './evaluate/decision.ts';
import type { CallRequest } from './evaluate/request.ts';
import type { AccessDenied } from './protocol/accessDenied.ts';
import type { ConfigRequest, ConfigStatus } from './protocol/config.ts';
import type { PolicyToEvaluate, PolicyForm, PolicyText, ExternalIdUses } from './protocol/policy.ts';
import type { Report } from './protocol/report.ts';
import type { InsertPlace, InsertForms, Answers, Wizard, Step, WrittenOutput } from './protocol/wizard.ts';
import type {
  FilesToCheck,
  Changed,
  CheckedFile,
  CheckProgress,
  RolesToShow,
  RoleMap,
  MappedRole,
  FoundPolicy,
  FileWanted,
  RefusedFile,
} from './protocol/workspace.ts';

export type * from './protocol/accessDenied.ts';
export type * from './protocol/config.ts';
export type * from './protocol/policy.ts';
export type * from './protocol/report.ts';
export type * from './protocol/wizard.ts';
export type * from './protocol/workspace.ts';

/** What goes before the name of a server command in `workspace/executeCommand`. */
export const COMMAND_PREFIX = 'iamTrustPolicy.server.';

/** Commands of the server, for `workspace/executeCommand`; a client passes the arguments as a list. */
export interface ServerCommands {
  /**
   * Asks the wizard: which questions apply, what is wrong with the answers so far, and what follows from them. What the name of the
   * file suggests comes first.
   */
  wizard: Command<[answers: Answers, fileName?: string], Wizard>;
  /** Returns the edit that adds the wizard's statement to the policy at a position of an open document, or to its first, or null if it can't be added there. */
  insertGenerated: Command<[answers: Answers, uri: string, position?: Position], TextDocumentEdit | null>;
  /** Says in which forms the wizard's policy can be inserted at a position, or null if documents of that language have none. */
  insertForms: Command<[place: InsertPlace], InsertForms | null>;
  /** Returns the edit that inserts the wizard's policy at a position in one of these forms, or null if it can't be inserted. */
  insertHere: Command<[answers: Answers, place: InsertPlace, form: string], TextDocumentEdit | null>;
  /** Explains who can assume the role, as sentences and a picture, or null if the document has no trust policy. */
  explain: Command<[uri: string, position?: Position], Report | null>;
  /** Explains an error that AWS returned by the policy of the role it names, in the document or in the workspace, else by the document's; null if the text isn't an AWS error and names no role. */
  whyRefused: Command<[pasted: string, uri?: string | null, position?: Position], AccessDenied | null>;
  /** Decides whether a trust policy allows a call; what AWS doesn't document is unknown, and so is what can't be read. */
  evaluate: Command<[policy: PolicyToEvaluate, request: CallRequest], Decision<Range>>;
  /** Returns the policy at a position in a form that other tools take, or null if the document has no trust policy. */
  policyAs: Command<[uri: string, position: Position, form: PolicyForm], PolicyText | null>;
  /** Returns the policy in a copied text of any form, Terraform included, as formatted JSON, or null if there is none or a part of it is only known at deployment. */
  policyFrom: Command<[copied: string], string | null>;
  /** Returns the edit that inserts the policy in a copied text at a position, in the first of its `insertForms` that can say it, or null if there is none. */
  insertCopied: Command<[copied: string, place: InsertPlace], TextDocumentEdit | null>;
  /** Returns the edit of the config file that applies to a document, or null if that file has errors. */
  configEdit: Command<[request: ConfigRequest], WorkspaceEdit | null>;
  /** Says which config file applies to an open document, or null if the document has no trust policy. */
  configStatus: Command<[uri: string], ConfigStatus | null>;
  /** Finds where the external ID at a position is used, in open documents and in the workspace, or null if the position isn't about one. */
  externalIdUses: Command<[uri: string, position: Position], ExternalIdUses | null>;
  /** Returns the wizard's questions about the policy, as `steps` of `wizard`. */
  wizardSteps: Command<[answers: Answers], readonly Step[]>;
  /** Returns the wizard's questions about what else to generate, as `outputSteps` of `wizard`. */
  outputSteps: Command<[answers: Answers], readonly Step[]>;
  /** Says what is wrong with one answer, as `problems` of `wizard`, or null if nothing is. */
  answerProblem: Command<[answers: Answers, step: string, text: string], string | null>;
  /** Returns the policy as it looks so far, as `preview` of `wizard`. */
  preview: Command<[answers: Answers], string | null>;
  /** Returns the policy, as `policy` of `wizard`. */
  generate: Command<[answers: Answers], string | null>;
  /** Returns what else was generated, as `outputs` of `wizard`. */
  outputs: Command<[answers: Answers], readonly WrittenOutput[]>;
}

/** Requests of a client. */
export interface ClientRequests {
  /** Asks for the findings in every trust policy of the workspace; if cancelled, returns what was found until then. */
  'iamTrustPolicy/checkAll': Request<FilesToCheck, readonly CheckedFile[]>;
  /** Asks for the roles of the workspace, and who can assume each. */
  'iamTrustPolicy/roles': Request<object, readonly MappedRole[]>;
  /** Asks for a picture of who can assume which role of the workspace. */
  'iamTrustPolicy/roleMap': Request<RolesToShow, RoleMap>;
  /** Asks for every trust policy of the workspace, also those of no role. */
  'iamTrustPolicy/trustPolicies': Request<object, readonly FoundPolicy[]>;
  /** Asks whether the server still responds, and is answered at once. */
  'iamTrustPolicy/ping': Request<object, null>;
}

/** Requests of the server, which a client answers that sets `readsFiles`. */
export interface ServerRequests {
  /** Asks for a file's text, or why it wasn't read, or null if it doesn't exist. */
  'iamTrustPolicy/readFile': Request<FileWanted, string | RefusedFile | null>;
  /** Asks whether a file or folder exists. */
  'iamTrustPolicy/fileExists': Request<{ readonly uri: string }, boolean>;
  /** Asks for the URIs of the files in the workspace that can hold policies, and of `.gitignore` files. */
  'iamTrustPolicy/findFiles': Request<object, readonly string[]>;
}

/** Notifications of the server. */
export interface ServerNotifications {
  /** Says how many files `iamTrustPolicy/checkAll` has checked so far. */
  'iamTrustPolicy/checkAll/progress': Notification<CheckProgress>;
  /** Says, to a client that sets `followsChanges`, what it can ask for again. */
  'iamTrustPolicy/changed': Notification<Changed>;
}

/** What a client may pass as `initializationOptions`; every member is optional. */
export interface InitializationOptions {
  /** Language IDs whose plain JSON syntax errors the client shows itself, so that the server doesn't report them again. */
  readonly jsonSyntaxReportedFor?: readonly string[];
  /** Language IDs in which another extension of the client completes names and finds their definitions, so that the server doesn't repeat them. */
  readonly namesOfferedFor?: readonly string[];
  /** The client's command that explains a policy, with a URI and a position as its arguments; lenses run it. */
  readonly explainCommand?: string;
  /** The client's command that lets the user enter a reason and then runs `configEdit`, with a `ConfigRequest` as its argument. */
  readonly configCommand?: string;
  /** The client's command that shows the page of a rule, with the rule's ID as its argument. */
  readonly rulePageCommand?: string;
  /** The client's command that shows where an external ID is used, with a URI and a position as its arguments; a code action runs it. */
  readonly externalIdCommand?: string;
  /** The URI of a folder with the pages of the rules, for a client that can open them; otherwise links lead to the website. */
  readonly rulePages?: string;
  /** Whether the client answers the server's requests for files. The server asks for those that it can't read from its disk. */
  readonly readsFiles?: boolean;
  /** Whether the client keeps the last lens of a statement that is being typed; lenses then have `LensData`. */
  readonly keepsLenses?: boolean;
  /** Whether the client sends `iamTrustPolicy/checkAll` and doesn't pull diagnostics of the workspace. */
  readonly checksByCommand?: boolean;
  /** Whether to notify the client when a role map or the config file that applies changes. */
  readonly followsChanges?: boolean;
  /** Whether the client folds JSON itself. */
  readonly foldsJson?: boolean;
  /** The `trustPolicy` settings, for a client that doesn't answer `workspace/configuration`. */
  readonly settings?: object;
}

/** One command: its arguments and its answer. */
interface Command<Given extends readonly unknown[], Answer> {
  readonly given: Given;
  readonly answer: Answer;
}

/** One request: its parameters and its answer. */
interface Request<Given extends object, Answer> {
  readonly given: Given;
  readonly answer: Answer;
}

/** One notification: its parameters. */
interface Notification<Given extends object> {
  readonly given: Given;
}
