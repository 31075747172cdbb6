import { externalIdPlaceholder, isVendorName } from '../catalogue/vendorAccounts.ts';
import { isExternalId, weaknessOf } from '../iam/externalId.ts';
import { variablesOf } from '../iam/variables.ts';
import { KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { unquoted } from '../iam/pasted.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { opensByWildcards } from '../policy/conditionGuarantees.ts';
import { serviceOf } from '../policy/namedService.ts';
import type { Clause, Verb } from '../text/clause.ts';
import { stop } from '../tree/template.ts';
import { alphabet } from './form.ts';
import { defineGuard, everybody, type Asked, type Demanding, type GuardQuestion } from './guard.ts';
import { WHOLE } from './telling.ts';

const SEND: Verb = ['sends', 'send'];

export default defineGuard({
  id: 'externalId',
  key: KEYS.externalId,
  operator: STRING_EQUALS,
  for: { account: 1, everyone: 5, any: 1 },
  tags: {},
  value: {
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    form: alphabet('has 2 to 1224 characters: letters, digits and _+=,.@:/-', /[\w+=,.@:/-]/, 2, 1224),
    // A vendor issues the external ID itself; callers of one's own can share any.
    offer: ({ statement, random }) => {
      const sent = (statement?.principals ?? []).flatMap(({ type, value }) =>
        type === 'Service' ? (serviceOf(value.value)?.sends.externalId ?? []) : [],
      );
      if (sent.length)
        return sent.map(({ value, what }) => ({
          value: value ?? stop(1, '<EXTERNAL_ID>'),
          detail: what.replace(/\.$/, ''),
        }));
      const kinds = statement?.shape.principals ?? [];
      const [vendor] = kinds.flatMap((k) => (k.kind === 'account' ? (k.vendor ?? []) : []));
      return vendor === undefined
        ? [{ value: stop(1, random()), detail: 'Generated value' }]
        : [{ value: stop(1, externalIdPlaceholder(vendor)), detail: `External ID from ${vendor}` }];
    },
  },
  tells: WHOLE,
  say: {
    noun: (g) => `the external ID ${g.it} ${g.does(SEND)}`,
    plural: false,
    sent: 'any external ID',
    phrase: ({ condition: c, operator: { negated, ifExists, set, wildcards }, values }, g) => {
      if (negated || set === 'ForAnyValue') return undefined;
      const sends = (object: string): Clause => ({ subject: g.it, verb: g.does(SEND), object });
      if (ifExists || set) return sends('the right external ID or none');
      if (c.values.some((v) => v.text && variablesOf(v.text.value).length)) return undefined;
      if (opensByWildcards(c)) return sends('any external ID');
      if (wildcards && c.values.some((v) => v.text && hasWildcard(v.text.value)))
        return sends(`an external ID matching ${values()}`);
      return sends(c.values.length === 1 ? 'the external ID' : `one of ${c.values.length} external IDs`);
    },
  },
  meet: 'Pass it with --external-id. It must match exactly, including case and spaces.',
  asks: [
    {
      id: 'externalId',
      label: 'External ID',
      detail: 'For third parties: they must pass this value',
      callers: ['account'],
      suits: everybody,
      question,
      answer: 'externalIdValue',
      value: (answer) => answer,
    },
  ],
  demand: { title: 'Require an external ID', rank: 1, suits: everybody, value: newExternalId },
});

/** A random external ID for callers of the reader's own; a vendor issues its own, so that a placeholder stands for it. */
export function newExternalId({ vendors, random }: Pick<Demanding, 'vendors' | 'random'>): string {
  return vendors.length ? externalIdPlaceholder(vendors.length === 1 ? vendors[0] : undefined) : random();
}

/** Only the vendor can issue the external ID by which it tells its customers apart; callers of one's own can share any. */
function question({ accounts, vendors: [vendor], random }: Asked): GuardQuestion {
  const problem = problemFor(accounts);
  if (vendor === undefined)
    return {
      title: 'Which external ID?',
      prompt: 'Keep the generated value, or enter the one that the callers already pass.',
      placeholder: 'External ID',
      value: random(),
      problem,
      read: pastedId,
    };
  const name = vendor === '' ? 'the vendor' : vendor;
  const place = externalIdPlaceholder(vendor);
  return {
    title: `Which external ID does ${name} use?`,
    prompt: `Paste the external ID that ${name} shows when you set up the integration, or leave empty to fill it in later.`,
    placeholder: '',
    problem: (value) => (pastedId(value) === '' ? undefined : problem(value)),
    read: (value) => pastedId(value) || place,
    place,
  };
}

/** Without its quotes, or the name that stands before it in a policy or a command. */
function pastedId(value: string): string {
  const name = /^(?:--external-id[= ]|"?(?:sts:)?external ?id"? ?[:=])/i;
  return unquoted(unquoted(value).replace(name, ''));
}

/** @param accounts those that the answers name so far */
const problemFor =
  (accounts: readonly string[]) =>
  (value: string): string | undefined => {
    const id = pastedId(value);
    if (id === '') return 'Give an external ID.';
    if (accounts.some((account) => isVendorName(id, account)))
      return "The vendor's own name is the same for all its customers. Use the external ID that the vendor gave you.";
    const weakness = weaknessOf(id);
    if (weakness !== undefined) return WEAK[weakness];
    return isExternalId(id) ? undefined : 'External IDs contain only letters, digits and + = , . @ : / - _';
  };

const WEAK: Readonly<Record<NonNullable<ReturnType<typeof weaknessOf>>, string>> = {
  sample: 'This external ID is a sample from documentation and easy to guess. Use a random one.',
  account: 'An account ID is easy to guess as an external ID. Use a random one.',
  short: 'External IDs this short are easy to guess: use 6 characters or more.',
};
