import { own } from '../text/own.ts';
import type { Family } from './operators.ts';
import {
  ASSUME_ROLE,
  ASSUME_ROLE_WITH_SAML,
  ASSUME_ROLE_WITH_WEB_IDENTITY,
  SET_CONTEXT,
  SET_SOURCE_IDENTITY,
  TAG_SESSION,
  type PolicyElement,
  type PrincipalType,
  type StatementElement,
} from './vocabulary.ts';

// Where AWS documents the words of a trust policy.

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const STS = 'https://docs.aws.amazon.com/STS/latest/APIReference/';

/** The page of an element. */
export function elementDocs(element: PolicyElement | StatementElement): string {
  return `${GUIDE}reference_policies_elements_${element.toLowerCase()}.html`;
}

const ACTIONS: Readonly<Record<string, string>> = {
  [ASSUME_ROLE]: `${STS}API_AssumeRole.html`,
  [ASSUME_ROLE_WITH_SAML]: `${STS}API_AssumeRoleWithSAML.html`,
  [ASSUME_ROLE_WITH_WEB_IDENTITY]: `${STS}API_AssumeRoleWithWebIdentity.html`,
  [TAG_SESSION]: `${GUIDE}id_session-tags.html`,
  [SET_SOURCE_IDENTITY]: `${GUIDE}id_credentials_temp_control-access_monitor.html`,
  [SET_CONTEXT]: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html',
};

/** The page of one of the actions that trust policies take; undefined for others. */
export function actionDocs(action: string): string | undefined {
  return own(ACTIONS, action);
}

const PRINCIPALS: Readonly<Record<PrincipalType, string>> = {
  AWS: 'principal-accounts',
  Service: 'principal-services',
  Federated: 'principal-federated-web-identity',
  CanonicalUser: 'Principal_specifying',
};

/** Where the kinds of principals are told. */
export function principalDocs(type: PrincipalType): string {
  return `${elementDocs('Principal')}#${PRINCIPALS[type]}`;
}

const FAMILIES: Readonly<Record<Family, string>> = {
  String: 'String',
  Numeric: 'Numeric',
  Date: 'Date',
  Bool: 'Boolean',
  Binary: 'BinaryEquals',
  IpAddress: 'IPAddress',
  Arn: 'ARN',
  Null: 'Null',
};

/** The page of a condition operator's family. */
export function operatorDocs(family: Family): string {
  return `${GUIDE}reference_policies_elements_condition_operators.html#Conditions_${FAMILIES[family]}`;
}

/** How `ForAnyValue` and `ForAllValues` work. */
export const SET_OPERATOR_DOCS = `${GUIDE}reference_policies_condition-single-vs-multi-valued-context-keys.html`;

/** How a provider's claims become condition keys. */
export const CLAIM_DOCS = `${GUIDE}reference_policies_iam-condition-keys.html#condition-keys-wif`;

/** How a Federated principal, OIDC or SAML, is trusted. */
export const OIDC_DOCS = `${GUIDE}id_roles_providers_create_oidc.html`;
export const SAML_DOCS = `${GUIDE}id_roles_providers_saml.html`;
