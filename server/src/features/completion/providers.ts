import { oidcProvider, oidcProviders, type FoundProvider } from '../../catalogue/oidcProviders.ts';
import { issuerParts } from '../../generate/oidcTemplate.ts';
import { OIDC_PROVIDER, oidcIssuerOf } from '../../iam/arn.ts';
import { STRING_EQUALS } from '../../iam/vocabulary.ts';
import { addConditions } from '../../policy/statementEdits.ts';
import type { Statement } from '../../policy/model.ts';
import { conditionsOn } from '../../policy/conditionGuarantees.ts';
import { templateFor } from '../../policy/providerTemplate.ts';
import { recordOf } from '../../providers/records.ts';
import type { TreeEdit } from '../../tree/edit.ts';
import type { TabStop, Template } from '../../tree/template.ts';
import { textOfTemplate } from '../../tree/template.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';

/** The conditions that a provider needs and the statement lacks. */
export function providerNeeds(
  statement: Statement | undefined,
  found: FoundProvider | undefined,
  issuer: string,
): { readonly also?: readonly TreeEdit[] } {
  if (!statement || statement.effect === 'Deny') return {};
  const block = templateFor(statement, found, issuer);
  // Who the token is for must be asked, also where the provider's template does not.
  const asked =
    found &&
    (recordOf(found.provider).users === 'people' || found.provider.demands.length || found.provider.forms.length);
  const subject = asked || conditionsOn(statement, `${issuer}:sub`).length ? {} : { [`${issuer}:sub`]: '<SUBJECT>' };
  const all = {
    ...block,
    ...(Object.keys(subject).length ? { [STRING_EQUALS]: { ...subject, ...block?.[STRING_EQUALS] } } : {}),
  };
  return Object.keys(all).length ? { also: addConditions(statement, all) } : {};
}

/** Identity providers: those that the document's module declares, those that stand in policies, then the known ones, the most used first. */
export const providerItems: CompletionProvider = ({ cursor, ownAccounts, seen, statement }) => {
  // A provider lives in the account of its role: of those in policies only another provider's account will do.
  const home = Object.keys(ownAccounts)[0] ?? seen.providers[0]?.split(':')[4] ?? 'ACCOUNT_ID';
  const account: TabStop = { stop: 1, text: home };
  const item = (label: string, detail: string, value: Template, rank: number, filter: string): CompletionItem => ({
    label,
    kind: 'principal',
    detail,
    insert: { kind: 'value', value },
    rank,
    filter,
  });
  const known = oidcProviders()
    .filter((p) => recordOf(p).successor === undefined)
    .map((provider, i): CompletionItem => {
      let stops = 1;
      const host = issuerParts(provider, () => ++stops);
      const builtIn = provider.issuers[0]?.builtIn === true;
      const parts = builtIn ? host : ['arn:aws:iam::', account, ':oidc-provider/', ...host];
      const issuer = textOfTemplate({ parts: host });
      const found = provider.issuers[0] && { provider, issuer: provider.issuers[0] };
      return {
        ...item(issuer, provider.name, { parts }, 100 + i, provider.name),
        ...providerNeeds(statement, found, issuer),
      };
    });
  const isUnknownProvider = (resource: string): boolean =>
    !resource.startsWith('role/') && !known.some(({ label }) => resource === OIDC_PROVIDER + label);
  const needs = (issuer: string | undefined): ReturnType<typeof providerNeeds> => needsOf(statement, issuer);
  return [
    ...declaredProviders({ cursor, statement }),
    ...seen.providers.map((arn, i) => {
      const issuer = oidcIssuerOf({ value: arn, holes: [] })?.value;
      return { ...item(arn, 'Used in these policies', arn, i, ''), ...needs(issuer) };
    }),
    ...seen.unplaced
      .filter((resource) => isUnknownProvider(resource) && !seen.providers.some((arn) => arn.endsWith(`:${resource}`)))
      .map((resource, i) => {
        const issuer = resource.startsWith(OIDC_PROVIDER) ? resource.slice(OIDC_PROVIDER.length) : undefined;
        const value = { parts: ['arn:aws:iam::', account, `:${resource}`] };
        return {
          ...item(resource, 'Identity provider in this workspace', value, seen.providers.length + i, ''),
          ...needs(issuer),
        };
      }),
    ...known,
    item(
      'saml-provider/PROVIDER_NAME',
      'SAML provider (Okta, Entra ID, AD FS and others)',
      { parts: ['arn:aws:iam::', account, ':saml-provider/', { stop: 2, text: 'PROVIDER_NAME' }] },
      103,
      'SAML',
    ),
  ].filter(({ label }) => !cursor.siblings.includes(label));
};

/** The identity providers of the document's template or module. */
export function declaredProviders({
  cursor,
  statement,
}: Pick<CompletionContext, 'cursor' | 'statement'>): readonly CompletionItem[] {
  const declared = (cursor.resources ?? []).filter(({ kind }) => kind === 'identity provider');
  return declared
    .map(({ arn, name = '' }, i): CompletionItem => {
      const issuer = name.startsWith(OIDC_PROVIDER) ? name.slice(OIDC_PROVIDER.length) : undefined;
      const provider = issuer === undefined ? undefined : oidcProvider(issuer)?.provider;
      return {
        label: arn,
        kind: 'principal',
        detail: provider?.name ?? `Identity provider in this ${cursor.policy?.template?.noun ?? 'module'}`,
        insert: { kind: 'reference', expression: arn },
        rank: i - declared.length,
        filter: name,
        ...needsOf(statement, issuer),
      };
    })
    .filter(({ label }) => !cursor.siblings.includes(label));
}

function needsOf(statement: Statement | undefined, issuer: string | undefined): ReturnType<typeof providerNeeds> {
  return issuer === undefined ? {} : providerNeeds(statement, oidcProvider(issuer), issuer);
}
