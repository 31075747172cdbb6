import { own } from '../text/own.ts';
import { accountTrust, organizationTrust, principalTrust, sameAccountTrust, vendorTrust } from './account.ts';
import { textAnswer, type Answers } from './answers.ts';
import { isNamedAfterKind, isNamedAfterService, isNamedAfterProduct, soleServices, vendorChoices } from './choices.ts';
import { identityCenterTrust } from './identityCenter.ts';
import { oidcTrusts } from './oidc.ts';
import { podIdentityTrust } from './podIdentity.ts';
import { rolesAnywhereTrust } from './rolesAnywhere.ts';
import { samlTrust } from './saml.ts';
import { serviceTrust } from './service.ts';
import type { PickItem, PickQuestion, TrustKind } from './steps.ts';

const [gitHubTrust, eksTrust, ...otherTrusts] = oidcTrusts.filter(({ rare }) => !rare);

const KINDS: readonly TrustKind[] = [
  serviceTrust,
  principalTrust,
  sameAccountTrust,
  accountTrust,
  vendorTrust,
  organizationTrust,
  ...[gitHubTrust, eksTrust].flatMap((kind) => kind ?? []),
  podIdentityTrust,
  samlTrust,
  identityCenterTrust,
  rolesAnywhereTrust,
  ...otherTrusts,
];

/** A row of the first question; one of a service or vendor also answers which. */
interface Row {
  readonly item: PickItem;
  readonly kind: TrustKind;
  readonly also: Answers;
  /** Whether a file of that name is for this. */
  readonly names: (fileName: string) => boolean;
}

const ROWS: readonly Row[] = [
  ...KINDS.map((kind): Row => ({
    item: { id: kind.id, label: kind.label, detail: kind.detail, words: kind.words },
    kind,
    also: {},
    names: (fileName) => isNamedAfterKind(kind, fileName),
  })),
  ...oidcTrusts
    .filter(({ rare }) => rare)
    .map((kind): Row => {
      const { id, label, detail, words } = kind;
      return {
        item: { id, label, detail, words, searchOnly: true },
        kind,
        also: {},
        names: (fileName) => isNamedAfterProduct(kind, fileName),
      };
    }),
  ...soleServices.map((choice): Row => {
    const { label, words, principal } = choice;
    return {
      item: { id: `service:${principal.name}`, label, description: principal.name, words, searchOnly: true },
      kind: serviceTrust,
      also: { services: [principal.name] },
      names: (fileName) => isNamedAfterService(choice, fileName),
    };
  }),
  ...vendorChoices.map((choice): Row => {
    const { id, label, account, detail } = choice;
    return {
      item: {
        id: `vendor:${id}`,
        label,
        description: account ?? 'SaaS vendor',
        ...(detail !== undefined && { detail }),
        searchOnly: true,
      },
      kind: vendorTrust,
      also: { vendor: id },
      names: (fileName) => isNamedAfterProduct(choice, fileName),
    };
  }),
];

/** More that have the same word in their name are in the list as ever. */
const MOST_NAMED = 3;

/** Who is trusted; what the name of the file says comes first and is chosen. */
export function firstQuestion(fileName = ''): PickQuestion {
  const named = fileName === '' ? [] : ROWS.filter(({ names }) => names(fileName)).slice(0, MOST_NAMED);
  const first = named.map(({ item }, i): PickItem => ({ ...item, searchOnly: false, picked: i === 0 }));
  return {
    id: 'kind',
    kind: 'pick',
    many: false,
    leadsOn: true,
    title: 'Who can assume the role?',
    placeholder: 'Type a service, vendor or identity provider, for example lambda, datadog or github',
    items: [...first, ...ROWS.filter((row) => !named.includes(row)).map(({ item }) => item)],
  };
}

const byId: ReadonlyMap<string, Row> = new Map(ROWS.map((row) => [row.item.id, row]));

/** The kind of trust that was chosen, with the answers that the row of a service or vendor gives along with it. */
export function chosenKind(answers: Answers): { readonly kind: TrustKind; readonly also: Answers } | undefined {
  const row = byId.get(textAnswer(answers, 'kind'));
  return row && own(answers, 'kind') !== undefined ? row : undefined;
}
