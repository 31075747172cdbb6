import { accountOf } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import { isPrincipalArn, parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { namesKnown } from './callerBounds.ts';
import { guarantees } from './conditionGuarantees.ts';
import type { Condition, Statement } from './model.ts';
import type { Text } from './policyText.ts';

/**
 * The accounts, or the roles and users, that a guaranteed condition lists, as principals; undefined where none does, or where not all
 * of them are known.
 */
export function listedCallers({ conditions }: Statement): Listed | undefined {
  const sure = conditions.filter((c) => guarantees(c) === 'yes' && namesKnown(c));
  const of = (key: string): Condition | undefined => sure.find((c) => c.known?.name === key);
  const arns = of(KEYS.principalArn);
  const condition = arns ?? of(KEYS.principalAccount);
  if (!condition) return undefined;
  const texts = condition.values.flatMap(({ text }) => text ?? []);
  const areExact = condition === arns && texts.every((text) => isExactArn(text));
  const callers = areExact ? texts.map((t) => t.value) : texts.flatMap((text) => accountOf(text) ?? []);
  return callers.length === texts.length ? { condition, callers: [...new Set(callers)] } : undefined;
}

/** Callers that a condition lists. */
export interface Listed {
  readonly condition: Condition;
  readonly callers: readonly string[];
}

function isExactArn(text: Text): boolean {
  const arn = parseArn(text);
  return arn !== undefined && isPrincipalArn(arn) && ['role', 'user'].includes(parseAwsPrincipal(text).kind);
}
