import { OLD_VERSION, STATEMENT_ELEMENTS, VERSION } from '../../../iam/vocabulary.ts';
import { own } from '../../../text/own.ts';
import type { JsonValue } from '../../../tree/node.ts';

type JsonObject = Readonly<Record<string, JsonValue>>;

/** Whether a data source makes the same policy: what it leaves out, fills in, or takes for a list says something else. */
export function isSayable(policy: JsonValue): boolean {
  if (!isObject(policy)) return false;
  const { Version: version, Id: id, Statement: statements, ...others } = policy;
  const isKnown = version === VERSION || version === OLD_VERSION;
  return (
    isKnown &&
    (id === undefined || isText(id)) &&
    !Object.keys(others).length &&
    listOf(statements).length > 0 &&
    listOf(statements).every(isSayableStatement)
  );
}

function isSayableStatement(statement: JsonValue): boolean {
  return (
    isObject(statement) &&
    'Effect' in statement &&
    Object.entries(statement).every(([element, value]) => isSayableElement(element, value))
  );
}

function isSayableElement(element: string, value: JsonValue): boolean {
  switch (element) {
    case 'Sid':
      return isText(value) && /^[A-Za-z0-9]+$/.test(value);
    case 'Effect':
      return value === 'Allow' || value === 'Deny';
    case 'Principal':
    case 'NotPrincipal':
      return value === '*' || (isMap(value, isTexts) && own(value, '*') === undefined);
    case 'Condition':
      return isMap(value, (keys) => isMap(keys, areTextual));
    default:
      return STATEMENT_ELEMENTS.some((name) => name === element) && isTexts(value);
  }
}

/** An object with members, which all are something. */
function isMap(value: JsonValue, holds: (member: JsonValue) => boolean): value is JsonObject {
  return (
    isObject(value) &&
    Object.keys(value).length > 0 &&
    Object.entries(value).every(([key, member]) => isText(key) && holds(member))
  );
}

/** One text or several. */
function isTexts(value: JsonValue): boolean {
  const texts = listOf(value);
  return texts.length > 0 && texts.every(isText);
}

/** Texts, and numbers and booleans, of which IAM makes texts. */
function areTextual(value: JsonValue): boolean {
  const values = listOf(value);
  return (
    values.length > 0 && values.every((each) => isText(each) || typeof each === 'number' || typeof each === 'boolean')
  );
}

/** `&{…}` is a policy variable in a data source. */
function isText(value: JsonValue): value is string {
  return typeof value === 'string' && !value.includes('&{');
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : value === undefined ? [] : [value];
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
