import { KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { callsWithoutMfa } from '../policy/keyFacts.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import {
  addressRange,
  endOfDay,
  externalId,
  lastDay,
  optional,
  organizationId,
  readAddressRange,
} from './answerChecks.ts';
import { pastedArn, unquoted } from './pasted.ts';
import { accountsIn, principalsIn, vendorName, vendorPlaceholder } from './vendor.ts';
import type { Asking, PickQuestion, Question, TextQuestion } from './steps.ts';

/** A guard that a person can put on a trust, with the question it needs. */
export interface Guard {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** Whether the callers that the answers name can meet it. */
  readonly fits?: (answers: Answers) => boolean;
  readonly step?: (answers: Answers, asking: Asking) => TextQuestion;
  readonly condition: (answers: Answers) => Block;
}

type Block = Readonly<Record<string, Readonly<Record<string, string>>>>;

const GUARDS: readonly Guard[] = [
  {
    id: 'externalId',
    label: 'External ID',
    detail: 'For third parties: they must pass this value',
    step: (answers, { random }) => ({ id: 'externalIdValue', kind: 'text', ...askedExternalId(answers, random) }),
    condition: (answers) => ({ [STRING_EQUALS]: { [KEYS.externalId]: textAnswer(answers, 'externalIdValue') } }),
  },
  {
    id: 'organization',
    label: 'Organization',
    detail: 'Only callers from accounts in your AWS organization',
    step: () => ({
      id: 'organizationId',
      kind: 'text',
      title: 'Which organization?',
      prompt: 'ID or ARN of your AWS organization.',
      placeholder: 'o-a1b2c3d4e5',
      problem: (value) => organizationId(readOrganization(value)),
      read: readOrganization,
    }),
    condition: (answers) => ({ [STRING_EQUALS]: { [KEYS.principalOrgId]: textAnswer(answers, 'organizationId') } }),
  },
  {
    id: 'mfa',
    label: 'MFA',
    detail: 'Only IAM users who signed in with MFA. Sessions of roles and IAM Identity Center never match.',
    fits: (answers) =>
      vendorPlaceholder(answers) === undefined &&
      !principalsIn(answers).some((value) => callsWithoutMfa({ value, holes: [] })),
    condition: () => ({ Bool: { [KEYS.mfaPresent]: 'true' } }),
  },
  {
    id: 'sourceIp',
    label: 'Source IP address',
    detail: 'Only callers from an address range',
    step: () => ({
      id: 'sourceIpValue',
      kind: 'text',
      title: 'Which address range?',
      prompt: 'Public address range. Private addresses never reach AWS.',
      placeholder: '203.0.113.0/24',
      problem: addressRange,
      read: readAddressRange,
    }),
    condition: (answers) => ({ IpAddress: { [KEYS.sourceIp]: textAnswer(answers, 'sourceIpValue') } }),
  },
  {
    id: 'until',
    label: 'End date',
    detail: 'Only until the end of a day',
    step: (_, { now }) => ({
      id: 'untilValue',
      kind: 'text',
      title: 'Until which day?',
      prompt: 'Last day, in UTC.',
      placeholder: '2026-12-31',
      problem: lastDay(now),
    }),
    condition: (answers) => ({
      DateLessThan: { [KEYS.currentTime]: endOfDay(textAnswer(answers, 'untilValue')) },
    }),
  },
];

/** `arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5`, as the console shows it. */
function readOrganization(value: string): string {
  return pastedArn(value)?.resource.value.replace(/^organization\//, '') ?? unquoted(value);
}

/** Only the vendor can issue the external ID by which it tells its customers apart; callers of one's own can share any. */
function askedExternalId(answers: Answers, random: () => string): Omit<TextQuestion, 'id' | 'kind'> {
  const check = externalId(accountsIn(answers));
  const place = vendorPlaceholder(answers);
  if (place === undefined)
    return {
      title: 'Which external ID?',
      prompt: 'Keep the generated value, or enter the one that the callers already pass.',
      placeholder: 'External ID',
      value: random(),
      problem: check,
    };
  const vendor = vendorName(answers) ?? 'the vendor';
  return {
    title: `Which external ID does ${vendor} use?`,
    prompt: `Paste the external ID that ${vendor} shows when you set up the integration, or leave empty to fill it in later.`,
    placeholder: '',
    problem: optional(check),
    read: (value) => (value === '' ? place : value),
    place,
  };
}

/** The question which guards to put on, those in `picked` chosen already, then what the chosen ones need to know. */
export function guardSteps(
  answers: Answers,
  offered: readonly string[],
  picked: readonly string[],
  asking: Asking,
): readonly Question[] {
  const pick: PickQuestion = {
    id: 'guards',
    kind: 'pick',
    many: true,
    mayBeNone: true,
    leadsOn: true,
    title: 'Add conditions (optional)',
    placeholder: 'Select any, then press Enter',
    items: offered.flatMap((id) =>
      GUARDS.filter((g) => g.id === id && isFitting(g, answers)).map(({ label, detail }) => ({
        id,
        label,
        detail,
        picked: picked.includes(id),
      })),
    ),
  };
  return [pick, ...chosen(answers).flatMap((guard) => guard.step?.(answers, asking) ?? [])];
}

/** The question that one guard needs, for a kind of trust that always has it. */
export function guardStep(id: string, answers: Answers, asking: Asking): readonly Question[] {
  return GUARDS.filter((g) => g.id === id).flatMap((g) => g.step?.(answers, asking) ?? []);
}

/** The conditions of the chosen guards, and of those that a kind always has. */
export function guardCondition(answers: Answers, always: readonly string[] = []): Block | undefined {
  const block = new Map<string, Readonly<Record<string, string>>>();
  const put = [...GUARDS.filter((g) => always.includes(g.id)), ...chosen(answers)];
  for (const guard of GUARDS.filter((g) => put.includes(g)))
    for (const [operator, keys] of Object.entries(guard.condition(answers)))
      block.set(operator, { ...block.get(operator), ...keys });
  return block.size ? Object.fromEntries(block) : undefined;
}

function chosen(answers: Answers): readonly Guard[] {
  const ids = listAnswer(answers, 'guards');
  return GUARDS.filter((guard) => ids.includes(guard.id) && isFitting(guard, answers));
}

function isFitting({ fits }: Guard, answers: Answers): boolean {
  return fits?.(answers) ?? true;
}
