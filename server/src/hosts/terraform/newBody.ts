import {
  isTemplateText,
  membersOf,
  textOfTemplate,
  type Template,
  type TemplateObject,
  type TemplateText,
} from '../../tree/template.ts';
import { VERSION } from '../../iam/vocabulary.ts';
import { DOCUMENT_NAMES } from './vocabulary.ts';

/** What is new in a block: an argument with its value, or a block in it. */
export type Part =
  { readonly name: string; readonly value: Template } | { readonly block: string; readonly parts: readonly Part[] };

/** An element of a policy as a data source says it: arguments, and blocks for what has members. */
export function partsOf(element: string, value: Template): readonly Part[] {
  const name = DOCUMENT_NAMES.nameOf(element);
  switch (element) {
    case 'Statement':
      return listOf(value).map((statement) => ({ block: name, parts: memberParts(statement) }));
    case 'Principal':
    case 'NotPrincipal':
      return pairsOf(value).map(([type, identifiers]) => ({
        block: name,
        parts: [
          { name: 'type', value: type },
          { name: 'identifiers', value: listOf(identifiers) },
        ],
      }));
    case 'Condition':
      return pairsOf(value).flatMap(([test, keys]) =>
        pairsOf(keys).map(([variable, values]) => ({
          block: name,
          parts: [
            { name: 'test', value: test },
            { name: 'variable', value: variable },
            { name: 'values', value: listOf(values).map(textual) },
          ],
        })),
      );
    case 'Version':
    case 'Id':
    case 'Sid':
    case 'Effect':
      return [{ name, value }];
    default:
      return [{ name, value: LISTS.has(element) ? listOf(value) : value }];
  }
}

const LISTS = new Set(['Action', 'NotAction', 'Resource', 'NotResource', 'identifiers', 'values']);

/** The elements of a policy or a statement, arguments first; the version that a data source has by itself is left out. */
export function memberParts(members: Template): readonly Part[] {
  const parts = pairsOf(members).flatMap(([name, value]) => {
    const element = textOfTemplate(name);
    return element === 'Version' && value === VERSION ? [] : partsOf(element, value);
  });
  return [...parts.filter((part) => 'name' in part), ...parts.filter((part) => 'block' in part)];
}

function listOf(value: Template): readonly Template[] {
  return Array.isArray(value) ? (value as readonly Template[]) : [value];
}

/** Numbers and booleans are texts to IAM. */
function textual(value: Template): Template {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** What stands for everyone is a type too. */
function pairsOf(value: Template): readonly (readonly [name: string | TemplateText, value: Template])[] {
  if (typeof value === 'string') return [[value, value]];
  if (typeof value !== 'object' || Array.isArray(value) || isTemplateText(value)) return [];
  return membersOf(value as TemplateObject);
}
