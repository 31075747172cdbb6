import { stop, type TabStop, type Template } from '../../tree/template.ts';
import type { PrincipalType } from '../../iam/vocabulary.ts';
import { oidcProvider } from '../../catalogue/oidcProviders.ts';
import { COMMON_SERVICES } from '../../catalogue/servicePrincipals.ts';
import type { CompletionContext, CompletionItem, CompletionProvider, CompletionEnvironment } from './item.ts';
import { providerNeeds } from './providers.ts';

/** A principal type with a value to fill in. */
interface PrincipalTemplate {
  readonly type: PrincipalType;
  readonly detail: string;
  /** The object that stands under Principal. */
  readonly value: Readonly<Record<string, Template>>;
}

export function principalTemplates({ ownAccounts }: CompletionEnvironment): readonly PrincipalTemplate[] {
  const own = Object.keys(ownAccounts);
  const account: TabStop =
    own.length > 1 ? { stop: 1, text: own[0] ?? '', choices: own } : { stop: 1, text: own[0] ?? 'ACCOUNT_ID' };
  return [
    {
      type: 'AWS',
      detail: 'Account, role, user or role session',
      value: { AWS: { parts: ['arn:aws:iam::', account, ':', { stop: 2, text: 'root' }] } },
    },
    { type: 'Service', detail: 'AWS service', value: { Service: stop(1, COMMON_SERVICES[0] ?? '') } },
    {
      type: 'Federated',
      detail: 'Identity provider (SAML or OIDC)',
      value: {
        Federated: {
          parts: ['arn:aws:iam::', account, ':oidc-provider/', { stop: 2, text: GITHUB }],
        },
      },
    },
  ];
}

const GITHUB = 'token.actions.githubusercontent.com';

function gitHubNeeds({ statement }: CompletionContext): ReturnType<typeof providerNeeds> {
  return providerNeeds(statement, oidcProvider(GITHUB), GITHUB);
}

/** Principal types that are not there yet. */
export const principalTypeItems: CompletionProvider = (context) =>
  principalTemplates(context)
    .filter(({ type }) => !context.cursor.siblings.includes(type))
    .map(({ type, detail, value }, i): CompletionItem => ({
      label: type,
      kind: 'type',
      detail,
      insert: { kind: 'key', name: type, value: value[type] },
      rank: i,
      ...(type === 'Federated' && !context.cursor.keyOnly ? gitHubNeeds(context) : {}),
    }));

/** Whole values of Principal. */
export const principalItems: CompletionProvider = (context) =>
  principalTemplates(context).map(({ type, detail, value }, i): CompletionItem => ({
    label: `{ ${type} }`,
    kind: 'template',
    detail,
    insert: { kind: 'value', value },
    rank: i,
    filter: type,
    ...(type === 'Federated' ? gitHubNeeds(context) : {}),
  }));
