/**
 * All that is said of an identity provider, offered for it and asked about it, in one place. What AWS and the provider publish (its
 * issuers, claims, forms of subjects, what IAM demands) are rows of the catalogue. Each field has to be there, so that a new
 * provider is complete.
 */
export interface Provider {
  /** The row of the catalogue. */
  readonly id: string;
  /** Further rows that are the same product under other issuers. */
  readonly also: readonly string[];
  /** Who has its tokens: jobs and servers, people who sign in to an app, or the users of a Cognito identity pool. */
  readonly users: 'workloads' | 'people' | 'identityPool';
  /** What sends its tokens: `GitHub Actions workflow`. Undefined where a token is a person’s or an application’s. */
  readonly bearer: string | undefined;
  /** The parts of a subject that people write as one name: `owner/repo`. */
  readonly path: string | undefined;
  /** Claims besides the subject that tell who comes, and how much of it they tell. */
  readonly narrowing: readonly Claim[];
  /** What its customers may change of the subject; undefined where nothing is known to be. */
  readonly customized: Customized | undefined;
  /** How a subject starts that names a project by its path, where another project can get that path. */
  readonly byPath: string | undefined;
  /** The end of a subject that all pull requests have. */
  readonly pullRequest: string | undefined;
  /** An audience that it puts in where nobody asked for one; AWS's clients always ask. */
  readonly unaskedAudience: RegExp | undefined;
  /** The issuer that took the place of this one, which signs no tokens any more. */
  readonly successor: string | undefined;
  /** What people type to find it. */
  readonly words: string;
  /** How a customer says which issuer is theirs; undefined where all have the same. */
  readonly tenant: Tenant | undefined;
  /** How parts of its audience and subject are asked for, by the names that the catalogue's template has. */
  readonly questions: Readonly<Record<string, Question>>;
  /** What of it a statement can trust, the usual first; none where the catalogue's template is all. */
  readonly scopes: readonly Scope[];
  /** Its row among the kinds of trust that are always shown; undefined where it is only found by its name. */
  readonly wizard: { readonly id: string; readonly label: string; readonly detail: string } | undefined;
  /** What is offered where a statement begins. */
  readonly templates: readonly ProviderTemplate[];
}

export interface Claim {
  readonly name: string;
  /**
   * tenant: whose the token is. project: which of theirs. file: the workflow that runs, whoever runs it. person: who started it.
   * detail: a branch, an environment, which others have too.
   */
  readonly tells: 'tenant' | 'project' | 'file' | 'person' | 'detail';
  /** What it looks like, with `{name}` for what is to be filled in; left out where its name says enough. */
  readonly form?: string;
}

/** Claims that a customized subject can start with. */
export interface Customized {
  /** Those that say nothing of whose it is: anybody's token can have them. */
  readonly anybodys: readonly string[];
  /** Those that tell whose it is, wherever they stand. */
  readonly whose: readonly string[];
}

/** How a customer of a provider says which issuer is theirs, by whatever they have of it. */
export interface Tenant {
  /** The issuer with `<name>` for what is theirs. */
  readonly place: string;
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** The issuer that is meant by a short form of it, or by itself. */
  readonly issuer: (text: string) => string;
  /** What is wrong with what was given, as a sentence, where more can be said than that it is no issuer of the provider. */
  readonly problem: ((issuer: string) => string | undefined) | undefined;
  /** Other answers that the issuer holds. */
  readonly answers: (issuer: string) => Readonly<Record<string, string>>;
}

/** How a part of an audience or subject is asked for. */
export interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** Parts of subjects have their own; a pattern is anchored. */
  readonly pattern?: RegExp;
  /** What is wrong with an answer that does not fit, as a sentence. */
  readonly wrong?: string;
  /** What is pasted, in the form that the policy has it in; a record also answers other questions. */
  readonly read?: (text: string, told: Readonly<Record<string, string>>) => string | Readonly<Record<string, string>>;
  /** What was pasted instead, as a sentence, where more can be said than that it does not fit; `told` is what the issuer holds. */
  readonly problem?: (text: string, told: Readonly<Record<string, string>>) => string | undefined;
}

/** A choice of tokens, with `{name}` for what is to be filled in. */
export interface Scope {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** Of several, a token has one. The catalogue's template where it is left out, as below. */
  readonly subject?: string | readonly string[];
  readonly audience?: string;
  /** All that is tested: operator to key to value. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Further actions that its tokens need. */
  readonly actions?: readonly string[];
  /** Whether an issuer has such tokens; all have where it is left out. */
  readonly suits?: (issuer: string) => boolean;
}

export interface ProviderTemplate {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** Undefined for the subject of the catalogue's template. */
  readonly subject: string | undefined;
}

/** A provider that few policies trust: what is known of it. */
export type RareProvider = Pick<Provider, 'id'> & Partial<Provider>;

/** Declares a provider; one that lacks a field does not compile. */
export function defineProvider(provider: Provider): Provider {
  return provider;
}
