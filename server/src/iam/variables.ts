import { upTo } from '../text/cut.ts';
import type { Span } from '../text/span.ts';

/**
 * Policy variables of a condition value: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and the escapes `${*}`,
 * `${?}`, `${$}`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export interface Variable {
  /** Offsets into the value, `${` and `}` included. */
  readonly span: Span;
  /** Without the default. */
  readonly name: string;
}

const ESCAPES = new Set(['*', '?', '$']);

/** Prefixes of condition keys that variables may name, besides identity providers' hosts. */
const PREFIXES = new Set([
  'aws',
  'sts',
  'saml',
  'iam',
  'ec2',
  'lambda',
  'ssm',
  'glue',
  'codebuild',
  's3',
  'identitystore',
  'identitycenter',
]);

/**
 * Whether the inside of `${…}` names something IAM fills in: a condition key, or an escape. CloudFormation's
 * `${AWS::AccountId}`, a shell's `${ACCOUNT_ID:-1}` and Serverless's `${self:custom.x}` are none. A tag's key may hold
 * letters, digits, spaces and _ . : / = + - @
 */
export function isVariableName(inside: string): boolean {
  if (inside.length === 1 && ESCAPES.has(inside)) return true;
  const name = upTo(inside, ',').trim();
  const colon = name.indexOf(':');
  const prefix = name.slice(0, colon);
  if (!/^[\p{L}\d][\p{L}\p{Z}\p{N}_.:/=+@-]*$/u.test(name.slice(colon + 1)) || /^\d/.test(name.slice(colon + 1)))
    return false;
  return PREFIXES.has(prefix.toLowerCase()) || /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(\/[^\s:]*)?$/.test(prefix);
}

/** The variables of a value, in order. Escapes count: they too need Version 2012-10-17. */
export function variablesOf(value: string): Variable[] {
  const found: Variable[] = [];
  for (const { span, inside } of bracedIn(value))
    if (inside !== undefined && isVariableName(inside)) found.push({ span, name: upTo(inside, ',').trim() });
  return found;
}

/** A part of a value: text as it stands, a character that is no wildcard (`${*}`), or what a request fills in. */
export type ValuePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'variable'; readonly name: string; readonly otherwise: string | undefined };

/** The parts of a value as Version 2012-10-17 reads it; undefined where a variable in it is not written as one. */
export function partsOfValue(value: string): readonly ValuePart[] | undefined {
  const parts: ValuePart[] = [];
  let at = 0;
  for (const { span, inside } of value.includes('${') ? bracedIn(value) : NONE) {
    if (inside === undefined || mistakeIn(inside)) return undefined;
    if (!isVariableName(inside)) continue;
    if (span.start > at) parts.push({ kind: 'text', text: value.slice(at, span.start) });
    parts.push(partFor(inside));
    at = span.end;
  }
  if (at < value.length) parts.push({ kind: 'text', text: value.slice(at) });
  return parts;
}

const NONE: ReturnType<typeof bracedIn> = [];

function partFor(inside: string): ValuePart {
  if (ESCAPES.has(inside)) return { kind: 'character', character: inside };
  const name = upTo(inside, ',');
  const otherwise =
    name === inside
      ? undefined
      : inside
          .slice(name.length + 1)
          .trim()
          .slice(1, -1);
  return { kind: 'variable', name: name.trim(), otherwise };
}

export type VariableMistake = 'unclosed' | 'empty' | 'space' | 'unquoted';

/** What is wrong with the variables of a value, in order, with the place. */
export function variableMistakes(value: string): readonly (readonly [VariableMistake, Span])[] {
  const found: [VariableMistake, Span][] = [];
  for (const { span, inside } of bracedIn(value)) {
    if (span.start < (found.at(-1)?.[1].end ?? 0)) continue; // part of what is wrong already
    const mistake = inside === undefined ? 'unclosed' : mistakeIn(inside);
    if (mistake) found.push([mistake, span]);
  }
  return found;
}

/**
 * What begins with `${`, to the next `}`; the first that nobody closes ends the value. Where another one begins before the
 * name of one ends, only the later can be a variable, so that many that share an end are not read to it again and again.
 */
function bracedIn(value: string): readonly { span: Span; inside: string | undefined }[] {
  const found: { span: Span; inside: string | undefined }[] = [];
  let close = -1;
  for (let at = value.indexOf('${'), next = at; at >= 0; at = next) {
    next = value.indexOf('${', at + 2);
    if (close < at) close = value.indexOf('}', at);
    if (close < 0) {
      found.push({ span: { start: at, end: value.length }, inside: undefined });
      break;
    }
    if (next >= 0 && next < close && !value.slice(at, next).includes(',')) continue;
    found.push({ span: { start: at, end: close + 1 }, inside: value.slice(at + 2, close) });
  }
  return found;
}

function mistakeIn(inside: string): VariableMistake | undefined {
  if (inside === '') return 'empty';
  if (isSpacedVariable(inside)) return 'space';
  const comma = inside.indexOf(',');
  if (comma < 0 || !isVariableName(inside)) return undefined;
  return /^\s*'[^']*'\s*$/.test(inside.slice(comma + 1)) ? undefined : 'unquoted';
}

/** A variable of AWS's own with white space where none may be: `${aws: username}`. */
export function isSpacedVariable(inside: string): boolean {
  const name = upTo(inside, ',');
  return /^\s*(?:aws|sts|saml)\s*:\s*[A-Za-z][\w/.-]*\s*$/i.test(name) && /\s/.test(name);
}
