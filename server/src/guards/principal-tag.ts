import { ROLES_ANYWHERE } from '../catalogue/servicePrincipals.ts';
import { unquoted } from '../iam/pasted.ts';
import { KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { TAG_VALUE } from './forms.ts';
import { defineGuard, type Ask } from './guard.ts';

/** IAM Roles Anywhere makes tags of what is in a certificate. */
function certificatePart(tag: string, id: string, label: string, example: string): Ask {
  return {
    id,
    label,
    detail: `Only certificates with this ${label}`,
    tag,
    callers: ['service'],
    suits: ({ principals }) => principals.length > 0 && principals.every(({ value }) => value === ROLES_ANYWHERE),
    question: () => ({
      title: `Which ${label}?`,
      prompt: `${label} as it is in the certificate, including case.`,
      placeholder: example,
      problem: certificateProblem,
      read: (value) => unquoted(value).replace(/^[A-Z]+\s*=\s*/, ''),
    }),
    answer: `${id}Value`,
    value: (answer) => answer,
  };
}

/** Roles Anywhere drops what no tag can have. */
function certificateProblem(value: string): string | undefined {
  const text = unquoted(value);
  const literal = text.replace(/\$\{[^{}]*\}/g, ''); // variables are filled in before
  if (text === '') return 'Give the text from the certificate.';
  if (text.length > LONGEST_TAG) return 'Conditions can test at most 256 characters.';
  return TAG_VALUE.test(literal) ? undefined : 'Conditions can test only letters, digits, spaces and _.:/=+-@';
}

const LONGEST_TAG = 256;

export default defineGuard({
  id: 'principalTag',
  key: KEYS.principalTag,
  operator: STRING_EQUALS,
  for: {},
  // https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
  tags: {
    [ROLES_ANYWHERE]: [
      'x509Subject/CN',
      'x509Subject/OU',
      'x509Subject/O',
      'x509Issuer/CN',
      'x509Issuer/O',
      'x509Issuer/C',
      'x509SAN/DNS',
      'x509SAN/URI',
      'x509SAN/Name/CN',
    ],
  },
  value: { form: TAG_VALUE, offer: undefined },
  tells: undefined,
  say: { noun: (g, tag) => `${g.its} tag ${tag}`, plural: false, sent: undefined, phrase: undefined },
  meet: undefined,
  asks: [
    certificatePart('x509Subject/OU', 'subjectUnit', 'Subject OU', 'Engineering'),
    certificatePart('x509Subject/O', 'subjectOrganization', 'Subject O', 'Example Corp'),
    certificatePart('x509Issuer/CN', 'issuerName', 'Issuer CN', 'Example Issuing CA 1'),
    certificatePart('x509SAN/DNS', 'alternativeDns', 'DNS name (SAN)', 'build-1.example.com'),
    certificatePart('x509SAN/URI', 'alternativeUri', 'URI (SAN)', 'spiffe://example.com/build'),
  ],
  demand: undefined,
});
