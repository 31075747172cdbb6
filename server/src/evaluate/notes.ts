import { SET_CONTEXT, SET_SOURCE_IDENTITY, TAG_SESSION } from '../iam/vocabulary.ts';
import { serviceOf } from '../policy/namedService.ts';
import { isLimitedRole, matchedIn } from './callerHalf.ts';
import type { Call } from './call.ts';
import type { Compiled } from './compile.ts';
import type { Weighed } from './weigh.ts';

/** What else may decide, in sentences. */
export function notesOn({ isOpen, statements }: Compiled, call: Call, { verdict, judged }: Weighed): readonly string[] {
  const notes = [...call.notes, ...leftOut(statements, call)];
  if (isOpen)
    notes.push("Part of this policy can't be read, or is added by the deploy: it may hold further statements.");
  const { facts } = call.caller;
  if (!facts || verdict === 'deny') return notes;
  if (verdict === 'unknown' && call.maybeActions.length)
    notes.push(`${call.maybeActions.join(' and ')} may be needed as well, for what is declared unknown.`);
  const unpassed = companionsOf(facts.service).filter((action) => !call.actions.includes(action));
  if (unpassed.length)
    notes.push(`${facts.service ?? ''} usually also needs ${unpassed.join(' and ')}, which this request doesn't use.`);
  const matched = judged.flatMap((one) => (one.of.effect === 'Allow' ? matchedIn(one, call) : []));
  if (matched.some(isLimitedRole))
    notes.push("The calling role's permissions boundary and session policy still limit it.");
  notes.push(facts.account === undefined ? OF_OTHERS : OF_ACCOUNTS);
  return notes;
}

/** What the policy asks for and the request states, though its caller can't send it. */
function leftOut(statements: Compiled['statements'], call: Call): ReadonlySet<string> {
  const notes = new Set<string>();
  for (const { conditions } of statements)
    for (const { key } of conditions)
      if (key && call.isLeftOut(key))
        notes.add(
          key.provider
            ? `${key.name} is left out: AWS doesn't pass on this claim of a token.`
            : `${key.name} is left out: this caller never sends it.`,
        );
  return notes;
}

const OF_ACCOUNTS =
  'Other policies can still deny the call. These are service and resource control policies, permissions boundaries, session policies and VPC endpoint policies.';
const OF_OTHERS = 'A resource control policy can still deny the call.';
const COMPANIONS: readonly string[] = [TAG_SESSION, SET_SOURCE_IDENTITY, SET_CONTEXT];

/** What every call of a service needs besides. */
function companionsOf(service: string | undefined): readonly string[] {
  const always = service === undefined ? undefined : serviceOf(service)?.companions.always;
  return COMPANIONS.filter((action) => always?.includes(action));
}
