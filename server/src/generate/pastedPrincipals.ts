import { isUniqueId } from '../iam/account.ts';
import { pastedAccount, unquoted } from './pasted.ts';

/**
 * The parts of a list of principals, as people type it or copy it from JSON, Markdown or a sentence: commas, semicolons, lines and
 * "and" part them, blanks where each part is whole by itself. A comma may also be in the name of a role or user.
 */
export function pastedPrincipals(text: string): readonly string[] {
  return text
    .replace(/"[A-Za-z]+"\s*:/g, '\n') // the name of a member of JSON
    .split(/[[\]{};\r\n]/)
    .flatMap((line) => namesIn(line.replace(BULLET, '').replace(LABEL, '')))
    .flatMap(pieces)
    .filter(Boolean);
}

const BULLET = /^\s*(?:[-*•]|\d{1,3}[.)])\s/;
/** `Account ID: `, `Role ARN: ` */
const LABEL = /^\s*[A-Za-z][A-Za-z ]{0,30}:\s/;

/** What commas part, but for the commas in the names of ARNs: no blank or quote stands before what goes on. */
function namesIn(line: string): readonly string[] {
  const names: string[][] = [];
  let isOpen = false;
  for (const part of line.split(',')) {
    const goesOn: boolean = isOpen && /^[\w+=.@-]+["'”]?$/.test(part) && !isWhole(part);
    if (goesOn) names.at(-1)?.push(part);
    else names.push([part]);
    isOpen = /[\w+=.@-]$/.test(part) && (goesOn || /^\s*["'“]?arn:\S*$/.test(part));
  }
  return names.map((parts) => parts.join(','));
}

function pieces(name: string): readonly string[] {
  const words = name.split(/\s+/).filter(Boolean);
  const groups: string[][] = [[]];
  for (const word of words) {
    if (BETWEEN.includes(word)) groups.push([]);
    else groups.at(-1)?.push(word);
  }
  return groups.flatMap((group) => {
    const parts = group.map(unquoted);
    return parts.some(isArn) || parts.every(isWhole) ? parts : [unquoted(group.join(' '))];
  });
}

const BETWEEN: readonly string[] = ['and', 'or', '&', '/', '|'];

function isWhole(part: string): boolean {
  return isArn(part) || pastedAccount(part) !== undefined || part.includes('.amazonaws.com') || isUniqueId(part);
}

function isArn(part: string): boolean {
  return part.startsWith('arn:');
}
