import { servicePrincipalIgnoringCase } from '../catalogue/servicePrincipals.ts';
import { accountFieldOf } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import { variablesOf } from '../iam/variables.ts';
import type { Condition, Policy, Principal } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import type { Steps } from '../steps.ts';
import type { Span } from '../text/span.ts';

/** Kinds of words that a recognised policy's colours tell apart; names are LSP's standard token types. */
export type TokenType =
  'keyword' | 'namespace' | 'number' | 'type' | 'function' | 'operator' | 'property' | 'variable' | 'parameter';

export interface Token {
  readonly span: Span;
  readonly type: TokenType;
}

/** The coloured words of a policy, by place, none overlapping another; a step a statement. */
export function* tokensOf(policy: Policy): Steps<readonly Token[]> {
  const tokens: Token[] = [];
  const add = (text: Text, from: number, to: number, type: TokenType): void => {
    if (to > from) tokens.push({ span: text.slice(from, to), type });
  };
  for (const statement of policy.statements) {
    const effect = statement.elements.get('Effect')?.value;
    if (effect?.kind === 'string') tokens.push({ span: effect.slice(0, effect.value.length), type: 'keyword' });
    for (const action of statement.actions) withHoles(action, 'function', add);
    for (const principal of statement.principals) principalTokens(principal, add);
    let told: Condition['operatorMember'] | undefined; // one word for all the keys under it
    for (const condition of statement.conditions) {
      if (condition.operatorMember !== told) operatorToken(condition, tokens);
      told = condition.operatorMember;
      conditionTokens(condition, add);
    }
    yield undefined;
  }
  tokens.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return tokens.filter(
    (t, i) => t.span.start < t.span.end && (i === 0 || t.span.start >= (tokens[i - 1]?.span.end ?? 0)),
  );
}

type Add = (text: Text, from: number, to: number, type: TokenType) => void;

/** The text in one colour, its holes in another. */
function withHoles(text: Text, type: TokenType, add: Add): void {
  let at = 0;
  for (const hole of text.holes) {
    add(text, at, hole.from, type);
    add(text, hole.from, hole.to, 'parameter');
    at = hole.to;
  }
  add(text, at, text.value.length, type);
}

function principalTokens({ type, value }: Principal, add: Add): void {
  if (value.value === '*') add(value, 0, 1, 'keyword');
  else if (type === 'Service' && (servicePrincipalIgnoringCase(value.value) ?? parseServiceName(value.value)))
    withHoles(value, 'type', add);
  else arnTokens(value, add);
}

function arnTokens(value: Text, add: Add): void {
  const account = accountFieldOf(value);
  const arn = parseArn(value);
  if (!account) {
    withHoles(value, 'type', add);
    return;
  }
  if (arn) add(value, 0, account.from, 'namespace');
  add(value, account.from, account.to, account.holes.length ? 'parameter' : 'number');
  if (arn) add(value, arn.resource.from, arn.resource.to, 'type');
}

function operatorToken({ operator, operatorMember: { key } }: Condition, tokens: Token[]): void {
  if (operator) tokens.push({ span: key.slice(0, key.value.length), type: 'operator' });
}

function conditionTokens(condition: Condition, add: Add): void {
  withHoles(condition.key, 'property', add);
  for (const { text, node } of condition.values) {
    if (!text || node.kind !== 'string') continue;
    if (text.value.startsWith('arn:')) arnTokens(text, add);
    else if (/^\d{12}$/.test(text.value)) add(text, 0, 12, 'number');
    for (const variable of variablesOf(text.value)) add(text, variable.span.start, variable.span.end, 'variable');
  }
}
