import { certificateName, type AnswerCheck } from './answerChecks.ts';
import { unquoted } from './pasted.ts';

/** The subject of a certificate, as tools print it: `CN=build,OU=eng`, `subject=C = US, CN = build`, `/C=US/CN=build`. */

/** The common name in a subject; a text that is no subject is the name itself. */
export function commonNameIn(value: string): string {
  const parts = partsOf(value);
  const name = parts.flatMap((part) => /^CN\s*=(.*)$/i.exec(part)?.[1] ?? [])[0];
  return name === undefined ? unquoted(value) : unquoted(name).replace(/\\(.)/g, '$1');
}

export const commonName: AnswerCheck = (value) => {
  const name = commonNameIn(value);
  return /^(?:OU|O|C|L|ST|DC|serialNumber|emailAddress)\s*=/i.test(name)
    ? 'This subject has no common name (CN). Leave empty and add a condition on another part.'
    : certificateName(name);
};

function partsOf(value: string): readonly string[] {
  const subject = unquoted(value).replace(/^subject\s*[=:]\s*(?=[/A-Za-z])/i, '');
  const parts = subject.startsWith('/') ? subject.split('/') : subject.split(/(?<!\\)[,+;\n]/);
  return parts.map((part) => part.trim());
}
