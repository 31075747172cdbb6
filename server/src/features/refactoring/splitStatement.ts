import { splitByType } from '../../policy/statementSplits.ts';
import { copyOf, withMember, withoutMember } from '../../tree/copy.ts';
import { keep, newObject, type TreeEdit } from '../../tree/edit.ts';
import { isWhole, itemsOf } from '../../tree/node.ts';
import type { Statement } from '../../policy/model.ts';
import type { Refactorer, Refactoring } from './refactoring.ts';

/** One statement becomes several that say the same together. */
export const splitting: Refactorer = ({ statement }) => {
  if (!statement || !isWhole(statement.node)) return [];
  const found: Refactoring[] = [];
  const add = (title: string, edits: readonly TreeEdit[] | undefined): void => {
    if (edits) found.push({ title, kind: 'rewrite', edits: () => edits });
  };
  add('Split the statement by principal type', splitByType(statement));
  add('Split the statement by action', splitByAction(statement));
  return found;
};

/**
 * More actions than a trust policy has a use for, and each part repeats all the rest of its statement: of thousands the text would
 * grow by the square, and a policy of more than a few is longer than IAM takes.
 */
const MOST_PARTS = 20;

/** One statement for each action; the Sid stays with the first. */
function splitByAction(statement: Statement): readonly TreeEdit[] | undefined {
  const action = statement.elements.get('Action')?.value;
  const list = statement.policy.elements.get('Statement')?.value;
  const actions = itemsOf(action);
  if (actions.length < 2 || actions.length > MOST_PARTS || !list) return undefined;
  const whole = copyOf(statement.node);
  const [first, ...more] = actions.map((one, i) =>
    newObject(withMember(i ? withoutMember(whole, 'Sid') : whole, 'Action', keep(one))),
  );
  if (!first) return undefined;
  if (list.kind !== 'array') return [{ op: 'replace', target: list, value: [first, ...more] }];
  return [
    { op: 'replace', target: statement.node, value: first },
    ...more.map((value): TreeEdit => ({ op: 'append', target: list, value })),
  ];
}
