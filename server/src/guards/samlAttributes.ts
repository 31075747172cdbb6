import { unquoted } from '../iam/pasted.ts';
import { STRING_EQUALS } from '../iam/vocabulary.ts';
import { hasWildcard, isAddressWithQuery } from '../iam/wildcards.ts';
import { everybody, oneOrMore, type Ask } from './guard.ts';
import type { Row } from './row.ts';

/** What a SAML response says of a person; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */

interface Attribute {
  readonly key: string;
  /** By which the choice and the answer are known. */
  readonly id: string;
  readonly label: string;
  /** What is asked for. */
  readonly several: string;
  readonly detail: string;
  readonly noun: string;
  readonly example: string;
}

const ONE: readonly (Attribute & Pick<Row, 'for'>)[] = [
  {
    key: 'SAML:sub',
    id: 'samlSubject',
    label: 'SAML subject',
    several: 'SAML subjects',
    detail: 'Only people with a NameID',
    noun: 'the SAML subject',
    example: 'ana@example.com',
    for: { saml: 2 },
  },
  {
    key: 'SAML:iss',
    id: 'samlIssuer',
    label: 'SAML issuer',
    several: 'SAML issuers',
    detail: 'Only responses of one issuer (entity ID)',
    noun: 'the SAML issuer',
    example: 'https://idp.example.com/metadata',
    for: { saml: 5 },
  },
  {
    key: 'SAML:edupersonprimaryaffiliation',
    id: 'samlPrimaryAffiliation',
    label: 'eduPersonPrimaryAffiliation',
    several: 'primary affiliations',
    detail: 'Only people with a primary affiliation',
    noun: 'the primary affiliation in the SAML response',
    example: 'staff',
  },
];

const LISTS: readonly Attribute[] = [
  {
    key: 'SAML:edupersonaffiliation',
    id: 'samlAffiliation',
    label: 'eduPersonAffiliation',
    several: 'affiliations',
    detail: 'Only people with an affiliation',
    noun: 'the affiliations in the SAML response',
    example: 'staff',
  },
  {
    key: 'SAML:edupersonentitlement',
    id: 'samlEntitlement',
    label: 'eduPersonEntitlement',
    several: 'entitlements',
    detail: 'Only people with an entitlement',
    noun: 'the entitlements in the SAML response',
    example: 'urn:mace:example.edu:aws-admin',
  },
  {
    key: 'SAML:cn',
    id: 'samlCn',
    label: 'cn',
    several: 'common names (cn)',
    detail: 'Only people with a cn attribute (common name)',
    noun: 'the cn attributes in the SAML response',
    example: 'Ana Alvarez',
  },
  {
    key: 'SAML:mail',
    id: 'samlMail',
    label: 'mail',
    several: 'email addresses',
    detail: 'Only people with an email address',
    noun: 'the email addresses in the SAML response',
    example: 'ana@example.com',
  },
];

export const SAML_ATTRIBUTES: readonly Row[] = ONE.map((attribute) => rowOfAttribute(attribute, STRING_EQUALS));
/** Those with several values: one of them has to match. */
export const SAML_LISTS: readonly Row[] = LISTS.map((attribute) =>
  rowOfAttribute(attribute, `ForAnyValue:${STRING_EQUALS}`),
);

function rowOfAttribute(attribute: Attribute & Pick<Row, 'for'>, operator: string): Row {
  const { key, noun, for: places } = attribute;
  return { key, operator, noun: () => noun, ask: askFor(attribute), ...(places ? { for: places } : {}) };
}

function askFor({ id, label, several, detail, example }: Attribute): Ask {
  return {
    id,
    label,
    detail,
    callers: ['saml'],
    suits: everybody,
    question: () => ({
      title: `Which ${several}?`,
      prompt: 'Exact value from the SAML response, including case. Separate several with semicolons.',
      placeholder: example,
      list: true,
      problem,
      read: (value) => valuesIn(value).join('; '),
    }),
    answer: `${id}Value`,
    value: (answer) => oneOrMore(answer.split('; ')),
  };
}

function valuesIn(value: string): readonly string[] {
  const values = value.split(/[;\r\n]/).map(unquoted);
  return [...new Set(values)].filter(Boolean);
}

function problem(value: string): string | undefined {
  const values = valuesIn(value);
  if (!values.length) return 'Give a value from the SAML response.';
  if (values.some((v) => v.includes('${'))) return 'Policy variables have no value in SAML sign-ins: remove "${".';
  return values.some((v) => hasWildcard(v) && !isAddressWithQuery(v))
    ? "Wildcards aren't matched here. Give the exact value."
    : undefined;
}
