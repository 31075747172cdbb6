import { ASSUME_ROLE, ASSUME_ROLE_WITH_SAML, ASSUME_ROLE_WITH_WEB_IDENTITY } from './vocabulary.ts';

/** What of a principal decides which assume action it calls. */
export type Caller = 'signed' | 'saml' | 'oidc' | 'federated' | 'anyone';

const FITTING: Readonly<Record<Caller, readonly string[]>> = {
  signed: [ASSUME_ROLE],
  saml: [ASSUME_ROLE_WITH_SAML],
  oidc: [ASSUME_ROLE_WITH_WEB_IDENTITY],
  /** A provider that is not known yet: its type alone rules out sts:AssumeRole. */
  federated: [ASSUME_ROLE_WITH_WEB_IDENTITY, ASSUME_ROLE_WITH_SAML],
  anyone: [ASSUME_ROLE, ASSUME_ROLE_WITH_SAML, ASSUME_ROLE_WITH_WEB_IDENTITY],
};

/** The assume actions such a caller makes. https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html */
export function fittingActions(caller: Caller): readonly string[] {
  return FITTING[caller];
}
