import { companionsOf } from '../../catalogue/servicePrincipals.ts';
import { fittingActions } from '../../iam/fit.ts';
import { COMPANION_ACTIONS, TRUST_ACTIONS, sameName } from '../../iam/vocabulary.ts';
import { serviceOf } from '../../policy/namedService.ts';
import { callerOf } from '../../policy/principalKinds.ts';
import { own } from '../../text/own.ts';
import type { CompletionProvider } from './item.ts';

const DETAILS: Readonly<Record<string, string>> = {
  'sts:AssumeRole': 'For accounts, users, roles and AWS services',
  'sts:AssumeRoleWithSAML': 'For SAML providers',
  'sts:AssumeRoleWithWebIdentity': 'For OIDC providers',
  'sts:TagSession': 'Also allows the caller to pass session tags',
  'sts:SetSourceIdentity': 'Also allows the caller to set a source identity',
  'sts:SetContext': 'Also allows the caller to pass IAM Identity Center context',
};

/** Actions that fit the statement's principals, then their companions; all of them while no principal is known. */
export const actionItems: CompletionProvider = ({ statement, cursor }) => {
  const callers = (statement?.shape.principals ?? []).flatMap((kind) => callerOf(kind) ?? []);
  const needed = (statement?.principals ?? []).flatMap(({ value }) => {
    const service = serviceOf(value.value);
    return service ? companionsOf(service) : [];
  });
  const fitting = callers.length
    ? [...new Set([...callers.flatMap(fittingActions), ...needed, ...COMPANION_ACTIONS])]
    : TRUST_ACTIONS;
  return fitting
    .filter((action) => !cursor.siblings.some((s) => sameName(s, action)))
    .map((action, i) => ({
      label: action,
      kind: 'action',
      detail: own(DETAILS, action) ?? '',
      insert: { kind: 'value', value: action },
      rank: i,
    }));
};
