// What the server and a client say to each other beyond the Language Server Protocol: names and types, and nothing that runs.
// docs/protocol.md is generated from this file.
import type { Diagnostic, Location, Position, Range, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Decision, NearestMiss } from './evaluate/decision.ts';
import type { CallRequest } from './evaluate/request.ts';

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

/** A position where the wizard's policy is wanted. */
export interface InsertPlace {
  readonly uri: string;
  readonly position: Position;
  /** The document's text, if the server wasn't told of the document; the edit then has no version. */
  readonly text?: string;
  /** The document's language ID, together with `text`. */
  readonly languageId?: string;
}

/** In which forms a policy can be inserted at a position, the usual one first. */
export interface InsertForms {
  /** Their ids, and how to show them. An answer `place` with such an id makes the wizard ask for what the form needs. */
  readonly forms: readonly PickItem[];
  /** Why there are no forms, in a sentence; null if there are some. */
  readonly reason: string | null;
}

/** What a person answered, by the id of the question: a list where several could be chosen. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** The wizard after some answers: all that a client shows at this point. */
export interface Wizard {
  /** The questions about the policy that apply; more may follow from answers to come. */
  readonly steps: readonly Step[];
  /** The questions about what else to generate, to be asked last. */
  readonly outputSteps: readonly Step[];
  /** What is wrong with the texts answered so far; empty if nothing is. */
  readonly problems: readonly AnswerProblem[];
  /** The policy as it looks so far, or null before the first answer. */
  readonly preview: string | null;
  /** The policy, or null while an answer is missing or wrong. */
  readonly policy: string | null;
  /** What else was generated; empty while an answer is missing or wrong. */
  readonly outputs: readonly WrittenOutput[];
}

/** A question of the wizard. */
export type Step = PickStep | TextStep;

/** A question with a list to choose from. */
export interface PickStep extends StepBase {
  readonly kind: 'pick';
  /** Whether several can be chosen; the answer is then a list. */
  readonly many: boolean;
  /** Whether choosing none of several is an answer. */
  readonly mayBeNone?: boolean;
  /** Whether more questions may follow from the answer, so that their number isn't known yet. */
  readonly leadsOn?: boolean;
  readonly items: readonly PickItem[];
}

/** A question with a text to type. */
export interface TextStep extends StepBase {
  readonly kind: 'text';
  readonly prompt: string;
  /** The text to start with. */
  readonly value?: string;
}

/** What every question has. */
interface StepBase {
  readonly id: string;
  readonly title: string;
  readonly placeholder: string;
}

/** One of the things to choose from. */
export interface PickItem {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Whether it is chosen from the start. */
  readonly picked?: boolean;
  /** Words to search for, in addition to the label and the description. */
  readonly words?: string;
  /** Whether it is shown only when it fits what is typed. */
  readonly searchOnly?: boolean;
}

/** What is wrong with an answer, as a sentence. */
export interface AnswerProblem {
  /** The id of the question. */
  readonly step: string;
  readonly message: string;
}

/** A text that was generated in addition to the policy. */
export interface WrittenOutput {
  readonly id: string;
  readonly label: string;
  readonly fileName: string;
  /** The language id as VS Code names it. */
  readonly language: 'shellscript' | 'terraform' | 'json';
  readonly text: string;
}

/** A policy as JSON, as a text, or in an open document; only of that one are places given. */
export type PolicyToEvaluate = string | PolicyInDocument | object;

/** The policy at a position of an open document, or the first. */
export interface PolicyInDocument {
  readonly uri: string;
  readonly position?: Position;
}

/** Forms of a policy: on one line, as a JSON string, URL-encoded as the IAM API returns it, or in Terraform. */
export type PolicyForm = 'json' | 'line' | 'string' | 'url' | 'jsonencode' | 'dataSource';

/** A policy in some form. */
export interface PolicyText {
  /** Null if it can't be said: it has syntax errors, or parts that are only known at deployment. */
  readonly text: string | null;
  /** Why there is no text, in a sentence; null if there is one. */
  readonly reason: string | null;
}

/** Who can assume a role; texts are plain, so a client escapes them. */
export interface Report {
  /** The version of the document that this is about. */
  readonly version: number;
  /** The role's name or ARN, if the document contains it. */
  readonly role?: string;
  /** Who can assume it by all statements together, as a sentence. */
  readonly outcome: string;
  /** The place of the policy. */
  readonly range: Range;
  /** The place of all that the document says of the role: a position there has this report. */
  readonly about: Range;
  /** The first statements of the policy. */
  readonly statements: readonly ReportedStatement[];
  /** How many more statements the policy has. */
  readonly statementsLeft: number;
  readonly picture: Picture;
  /** The first findings in the policy. */
  readonly risks: readonly Risk[];
  /** How many more findings there are. */
  readonly risksLeft: number;
  readonly callers: CallerSide;
  /** How to revoke access, one sentence each. */
  readonly revoking: readonly string[];
}

/** What one statement does. */
export interface ReportedStatement {
  readonly name: string;
  readonly sentence: string;
  readonly effect: 'allows' | 'denies' | 'denied' | 'nothing';
  readonly who: readonly string[];
  /** The conditions, in words and as they are written. */
  readonly guards: readonly { readonly phrase: string; readonly test: string }[];
  readonly range: Range;
}

/** A drawing, with policy text escaped. */
export interface Picture {
  /** For a page that has `style`. */
  readonly svg: string;
  readonly style: string;
  /** The drawing as a file of its own. */
  readonly file: string;
  readonly mermaid: string;
}

/** A finding in the policy. */
export interface Risk {
  readonly level: 'error' | 'warning' | 'information' | 'hint';
  readonly ruleId: string;
  readonly message: string;
  readonly range: Range;
}

/** What callers need on their side. */
export interface CallerSide {
  readonly notes: readonly string[];
  /** The policy that callers in AWS need. */
  readonly policy?: string;
}

/** Why AWS denied a call or rejected a policy. */
export interface AccessDenied {
  /** What the error says. */
  readonly summary: string;
  /** The policy that may be the cause, or left out if there is none. */
  readonly policy?: SuspectedPolicy;
  /** The most certain first. */
  readonly causes: readonly Cause[];
  readonly checks: readonly NextCheck[];
  /** The call as `evaluate` takes it, with what the error says of it; left out if the policy wasn't asked about one. */
  readonly request?: CallRequest;
  /** What that call misses by least, tried before it is told; left out where it is allowed. */
  readonly nearest?: NearestMiss;
}

/** The policy in which the causes of an error are. */
export interface SuspectedPolicy {
  readonly location: Location;
  /** same: of the role in the error. unnamed: the error names no role. unsaid: the document doesn't say of which role. other: of another role, so it has no causes. */
  readonly match: 'same' | 'unnamed' | 'unsaid' | 'other';
  /** The role in the error for `same`, the other role for `other`. */
  readonly role?: string;
}

/** One possible cause of an error. */
export interface Cause {
  /** Whether this alone explains the error; otherwise it is to be checked. */
  readonly sure: boolean;
  readonly text: string;
  /** The place in the document of `policy`. */
  readonly range?: Range;
  /** That document, where it isn't the one that was asked about. */
  readonly uri?: string;
  /** The rules whose findings say the same and offer a quick fix at the place; left out if there is none. */
  readonly fixes?: readonly string[];
}

/** What to check next, and the command that shows it. */
export interface NextCheck {
  readonly text: string;
  readonly command?: string;
}

/** Where an external ID is used. */
export interface ExternalIdUses {
  /** Where it is named nearest to the position that was asked about. */
  readonly position: Position;
  readonly locations: readonly Location[];
}

/** A change of trust-policy.config.json for a document. */
export interface ConfigRequest {
  /** The document. */
  readonly uri: string;
  /** Turns a rule off for the document or a statement, turns it off everywhere, sets its level, or adds an account of your own. */
  readonly kind: 'ignore' | 'disable' | 'level' | 'ownAccount';
  /** The rule; not for `ownAccount`. */
  readonly rule?: string;
  /** The level, for `level`. */
  readonly level?: 'error' | 'warning' | 'information' | 'hint' | 'off';
  /** The statement's Sid, for `ignore`. */
  readonly sid?: string;
  /** The account ID, for `ownAccount`. */
  readonly account?: string;
  /** The reason, or the account's name. */
  readonly text?: string;
}

/** The config file that applies to a document. */
export interface ConfigStatus {
  /** Its URI, or null if there is none. */
  readonly config: string | null;
  /** Why it couldn't be read, to be shown after its name, or null if it was read. */
  readonly refused: string | null;
  /** How many findings it hides. */
  readonly silenced: number;
}

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

/** The `data` of a lens, for a client that sets `keepsLenses`. */
export interface LensData {
  /** whole: the statement does what the lens says. idle: it does nothing, perhaps not yet. broken: it can't be read. */
  readonly standing: 'whole' | 'idle' | 'broken';
  /** Where the statement ends. */
  readonly end: Position;
}
