/** What the client can do, as far as code actions go. */
export interface ClientAbilities {
  /** Edits may come with codeAction/resolve. */
  readonly resolvesEdits: boolean;
  /** The client shows why something cannot be done. */
  readonly showsReasons: boolean;
  /** The client asks the user about edits that are marked so. */
  readonly confirmsEdits: boolean;
  /** The client's command that asks for a reason and writes the config file, if it has one. */
  readonly configCommand: string | undefined;
  /** The client's command that shows a rule's page, if it has one. */
  readonly rulePageCommand: string | undefined;
  /** The client's command that shows where an external ID is used, if it has one. */
  readonly externalIdCommand: string | undefined;
}

/** The same for one document. */
export interface Offering extends ClientAbilities {
  /** Whether a config file may be written for it. */
  readonly writesConfig: boolean;
}
