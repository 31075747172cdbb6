import { wizardSteps, type Answers } from '../../server/src/service.ts';

/** A date before all days that answers name. */
const NOW = Date.parse('2026-11-21T12:00:00Z');

/** The kinds of trust of the first question that are about an identity provider with tokens. */
export function oidcKinds(): readonly string[] {
  const [first] = wizardSteps({}, () => 'r');
  const others =
    /^(?:service|vendor)(?::|$)|^(?:principal|sameAccount|account|organization|podIdentity|saml|identityCenter|rolesAnywhere)$/;
  return first?.kind === 'pick' ? first.items.map(({ id }) => id).filter((id) => !others.test(id)) : [];
}

/**
 * All ways through the questions of a kind: every choice of a pick, and for texts the examples that the questions show.
 * @param given answers to start from; those to questions that are not asked are left out
 */
export function* walks(given: Answers): Generator<Answers> {
  const steps = wizardSteps(given, () => 'r', NOW);
  const open = steps.find(({ id }) => given[id] === undefined);
  if (!open) yield given;
  else if (open.kind === 'text') yield* walks({ ...given, [open.id]: open.placeholder });
  else if (open.many) yield* walks({ ...given, [open.id]: [] });
  else for (const { id } of open.items) yield* walks({ ...given, [open.id]: id });
}
