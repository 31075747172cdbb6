import { isSubjectLike, type OidcProvider } from '../catalogue/oidcProviders.ts';
import type { SubjectPart } from '../catalogue/subjectForms.ts';
import { hasWildcard, isOnlyWildcards, wildcardMatches } from '../iam/wildcards.ts';
import { unquoted } from '../iam/pasted.ts';
import { formOf, issuerOfSubject } from '../policy/subjectVerdict.ts';
import type { Question, Scope } from '../providers/provider.ts';
import { isAnyIssuer, isAudienceOf, recordOf } from '../providers/records.ts';
import { printable } from '../text/printable.ts';
import { own } from '../text/own.ts';
import { ofToken } from './answerChecks.ts';
import type { Answers } from './answers.ts';
import type { TextQuestion } from './steps.ts';

// The questions for the parts of an audience or a subject.

/** The names of the parts of a text with `{name}` places. */
export function namesOf(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].map((m) => m[1] ?? '');
}

/** A text with its parts; one that is not known yet is a place to fill in. */
export function filled(text: string, parts: Readonly<Record<string, unknown>>): string {
  return text.replace(PLACE, (_, name: string) => {
    const part = own(parts, name);
    return typeof part === 'string' ? part.trim() : `<${name}>`;
  });
}

const PLACE = /\{([A-Za-z]\w*)\}/g;

/** The subjects that a choice of tokens names, with places. */
export function subjectsOf({ subject, condition }: Scope): readonly string[] {
  if (subject !== undefined) return [subject].flat();
  return Object.values(condition ?? {}).flatMap((keys) => own(keys, '{issuer}:sub') ?? []);
}

/**
 * How one part is asked for.
 * @param told parts that the issuer holds
 */
export function partQuestion(
  name: string,
  row: OidcProvider,
  scope: Scope,
  told: Readonly<Record<string, string>>,
): TextQuestion {
  const part = row.forms.flatMap((f) => f.segments).find((s) => typeof s !== 'string' && s.name === name);
  const known = typeof part === 'object' ? part : undefined;
  const asked = askedAs(name, row, scope, known);
  const read = (text: string): string | Answers =>
    partsIn(row, scope, name, told, text) ?? asked.read?.(text, told) ?? unquoted(text);
  return {
    id: name,
    kind: 'text',
    title: asked.title,
    prompt: asked.prompt,
    placeholder: asked.placeholder,
    read,
    problem: ofToken((value) => {
      const instead = asked.problem?.(value, told);
      if (instead !== undefined) return instead;
      const said = read(value);
      const text = (typeof said === 'string' ? said : String(own(said, name) ?? '')).trim();
      return (
        problemOfPart(text, name, row, asked, known) ??
        audienceProblem(text, name, row) ??
        subjectProblem(text, name, row)
      );
    }),
  };
}

/** As its record says, else by what the catalogue calls it, with a subject that it is in. */
function askedAs(name: string, row: OidcProvider, scope: Scope, part: SubjectPart | undefined): Question {
  const given = own(recordOf(row).questions, name);
  if (given) return given;
  const examples = Object.fromEntries(
    row.forms.flatMap((f) =>
      f.segments.flatMap((s): [string, string][] => (typeof s === 'string' ? [] : [[s.name, s.example]])),
    ),
  );
  const label = part?.label === '' ? name : (part?.label ?? name);
  const subject = subjectsOf(scope).find((text) => namesOf(text).includes(name));
  return {
    title: `Which ${label}?`,
    prompt:
      subject === undefined || subject === `{${name}}`
        ? 'As in the sub claim of the tokens.'
        : `As in the subject, for example ${filled(subject, examples)}`,
    placeholder: part?.example ?? '',
  };
}

/** Whoever has a whole subject at hand need not take it apart. */
function partsIn(
  row: OidcProvider,
  scope: Scope,
  name: string,
  told: Readonly<Record<string, string>>,
  text: string,
): Answers | undefined {
  const subject = unquoted(text);
  const [wanted = ''] = subjectsOf(scope);
  const names = namesOf(wanted);
  if (!names.includes(name) || wanted === `{${name}}` || subject.length > LONGEST) return undefined;
  for (const form of row.forms) {
    const groups = form.doubt ? undefined : form.regex.exec(subject)?.slice(1);
    if (!groups) continue;
    const parts = form.segments.flatMap((s) => (typeof s === 'string' ? [] : [s.name]));
    if (!names.every((n) => parts.includes(n))) continue;
    const asked = names.filter((n) => own(told, n) === undefined);
    const answers = Object.fromEntries(asked.map((n) => [n, groups[parts.indexOf(n)] ?? '']));
    if (wildcardMatches(filled(wanted, { ...answers, ...told }), subject)) return answers;
  }
  return undefined;
}

/** No subject is longer. */
const LONGEST = 1000;

function problemOfPart(
  text: string,
  name: string,
  row: OidcProvider,
  { placeholder, pattern, wrong }: Question,
  part: SubjectPart | undefined,
): string | undefined {
  const sound = pattern ?? part?.regex ?? ANY;
  const example = `Example: ${placeholder}`;
  if (text === '') return `Enter a value. ${example}`;
  if (MARKS.test(text)) return `Remove quotes and angle brackets. ${example}`;
  if (hasWildcard(text)) {
    const label = part?.label ?? '';
    if (!isPatternable(name, row, part)) return `Wildcards aren't allowed here. ${example}`;
    if (recordOf(row).scopes.length > 1 && isOnlyWildcards(text.replace(/[^\w*?]/g, '')))
      return `This matches every ${label}: give its beginning. ${example}`;
    if (sound.test(isAnyIssuer(row) ? text : text.replace(/[*?]/g, 'a'))) return undefined;
  } else if (sound.test(text)) return undefined;
  if (wrong !== undefined) return wrong;
  const form = row.forms.some((f) => f.doubt === undefined && f.segments.length > 1 && f.regex.test(text));
  if (isSubjectLike(text) || form) return `This is a whole subject of another form. ${example}`;
  if (sound.source.includes('[0-9a-f]{8}-')) return `Not a UUID. ${example}`;
  if (sound.test(text.toLowerCase())) return `Use lowercase letters. ${example}`;
  // Each character once: a text may be long.
  const refused = [...new Set(text)].find((c) => !SAMPLES.some((s) => sound.test(`${s}${c}${s}`)));
  if (refused === ' ') return `Remove the spaces. ${example}`;
  return refused === undefined || SAMPLES.every((s) => !sound.test(s.repeat(3)))
    ? `Not in the form of this value. ${example}`
    : `Remove "${printable(refused)}": it can't be in this value. ${example}`;
}

/** Of a place to fill in, or of what the value was copied from. */
const MARKS = /["<>]/;
const ANY = /^[^\s"*?<>]{1,255}$/;
const SAMPLES = ['a', '0', 'A'];

/** Details of a project may be a pattern: the branches `release/*`. */
function isPatternable(name: string, row: OidcProvider, part: SubjectPart | undefined): boolean {
  return part?.role === 'detail' || (isAnyIssuer(row) && name === SUBJECT);
}

/** What is wrong with the subject of an issuer that we do not know, where it is like those of servers of one's own. */
function subjectProblem(text: string, name: string, row: OidcProvider): string | undefined {
  const found = isAnyIssuer(row) && name === SUBJECT ? issuerOfSubject(undefined, text) : undefined;
  if (!found?.provider.formsComplete) return undefined;
  const form = formOf({ value: text, holes: [] }, true, found);
  return form && form.doubt !== 'warning' ? undefined : `No token from ${found.provider.shortName} has this subject.`;
}

const SUBJECT = 'subject';

/** What is wrong with an answer that is an audience. */
function audienceProblem(text: string, name: string, row: OidcProvider): string | undefined {
  if (!namesOf(row.audience).includes(name)) return undefined;
  if (row.audience === `{${name}}` && isSubjectLike(text)) return 'This is a subject, not an audience.';
  return row.authorizedParty || isAudienceOf(row, filled(row.audience, { [name]: text }))
    ? undefined
    : `AWS clients of ${row.shortName} use another audience.`;
}
