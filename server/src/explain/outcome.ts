import { mayDeny } from '../policy/mayDeny.ts';
import { listed } from '../text/listed.ts';
import { isAnyone, whoAtStart } from './principals.ts';
import { render } from './sentence.ts';
import type { Explanation } from './statement.ts';
import { statementName } from './statementName.ts';

/**
 * Who can assume the role by all statements together, in a sentence or two with full stops.
 * @param left how many more statements the policy has
 */
export function outcomeOf(explanations: readonly Explanation[], left = 0): string {
  const outcome = `${together(explanations)}.`;
  return left ? `${outcome} ${left} more statement${left === 1 ? ' is' : 's are'} not included here.` : outcome;
}

function together(explanations: readonly Explanation[]): string {
  for (const { says } of explanations)
    if (says.says === 'is rejected' || says.says === 'has no effect')
      return render({ says: 'is rejected', because: says.because });
  const allows = explanations.filter((e) => e.effect === 'allows');
  const [first] = allows;
  const unless = unlessDenied(
    explanations.filter((e) => e.effect === 'denies'),
    allows,
  );
  const open = explanations.find(({ says }) => says.says === 'is left open');
  if (!first) return open ? open.sentence : `No one can assume this role${becauseOf(explanations)}`;
  if (allows.length === 1) return `${first.sentence}${unless}`;
  const who = allows.flatMap(({ says }) => (says.says === 'allows' ? says.who : []));
  // A list that is cut short must not hide that anyone can.
  const inOrder = [...who.filter(isAnyone), ...who.filter((phrases) => !isAnyone(phrases))];
  const isBound = allows.some(({ says }) => says.says === 'allows' && says.conditions.length > 0);
  return `${whoAtStart(inOrder)} can assume this role${isBound ? ' under the conditions below' : ''}${unless}`;
}

/** The Denies that may take something of what is allowed. */
function unlessDenied(denies: readonly Explanation[], allows: readonly Explanation[]): string {
  const areMany = denies.length * allows.length > MOST_PAIRS;
  const names = denies
    .filter((deny) => areMany || allows.some((allow) => mayDeny(deny.statement, allow.statement)))
    .map(({ statement }) => statementName(statement));
  if (!names.length) return '';
  return `, unless ${listed(names, 'or')} denies it`;
}

/** Statements that are compared with each other: nobody writes more. */
const MOST_PAIRS = 1 << 10;

function becauseOf(explanations: readonly Explanation[]): string {
  const denied = explanations.filter((e) => e.effect === 'denied');
  if (!denied.length) return '';
  const names = listed(
    denied.map(({ statement }) => statementName(statement)),
    'and',
  );
  return `: what ${names} allow${denied.length > 1 ? '' : 's'} is denied`;
}
