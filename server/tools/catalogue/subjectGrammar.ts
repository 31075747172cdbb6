import { CORRECTED_PARTS, MORE_FORMS, MORE_PARTS } from './subjectForms.ts';
import { SUBJECT_PARAMS } from './subjectParams.ts';

/** What a provider's record says of its subjects. */
export interface RawSubjects {
  id: string;
  confidence: 'high' | 'medium' | 'low';
  subject: {
    forms?: RawForm[];
    neverIssued?: { value: string; fix?: string; matchesGrammar?: boolean }[];
  };
}

interface RawForm {
  custom?: boolean;
  confidence?: string;
  grammar: ({ literal: string } | { param: string; regex: string; example: string })[];
}

interface Grammar {
  /** `repo:[owner]/[repo]`, with a mark in front for those that are not the usual ones. */
  forms?: string[];
  /** What people write instead of a subject, and what they mean. */
  slips?: ([string] | [string, string])[];
  complete?: true;
  names?: string;
  sign?: string;
  never?: string;
  sameClaims?: Readonly<Record<string, readonly string[]>>;
}

/** The parts of all subjects: what each tells, what to call it, its grammar, what it looks like. */
export const parts = new Map<string, readonly [role: string, label: string, regex: string, example: string]>();

export function grammarOf(record: RawSubjects): Grammar {
  const { id, subject, confidence } = record;
  const more = MORE_FORMS[id] ?? {};
  // The branch of a merge queue is a branch.
  const raw = (subject.forms ?? []).filter(
    (f) => !f.grammar.some((g) => 'literal' in g && g.literal.includes('queue')),
  );
  const documented = raw.map((form) => {
    const text = form.grammar
      .map((g) => ('literal' in g ? g.literal : `[${partOf(id, g.param, g.regex, g.example)}]`))
      .join('');
    return form.custom || form.confidence === 'low' ? `~${text}` : text;
  });
  const added = (more.forms ?? []).map((form) =>
    form.replace(/\[(\w+)\]/g, (_, name: string) => `[${partOf(id, name, MORE_PARTS[name])}]`),
  );
  const is = (mark: string) => (form: string) => form.startsWith(mark);
  const usual = documented.filter((form) => !is('~')(form));
  const forms = [
    ...usual,
    ...added.filter(is('!')),
    ...documented.filter((form) => is('~')(form) && !added.includes(`!${form.slice(1)}`)),
    ...added.filter(is('~')),
    ...added.filter(is('?')),
  ];
  const slips = slipsOf(record, raw);
  const complete = more.complete ?? (usual.length > 0 && (confidence === 'high' || slips.length > 0));
  return {
    ...(forms.length ? { forms } : {}),
    ...(slips.length ? { slips } : {}),
    ...(complete ? { complete } : {}),
    ...(more.names === undefined ? {} : { names: more.names }),
    ...(more.sign === undefined ? {} : { sign: more.sign }),
    ...(more.never === undefined ? {} : { never: more.never }),
    ...(more.claims ? { sameClaims: own(id, more.claims) } : {}),
  };
}

/** What is never issued, with the names of the parts in place of their examples, and what is right instead where it can be told. */
function slipsOf({ id, subject }: RawSubjects, forms: readonly RawForm[]): ([string] | [string, string])[] {
  const examples = new Map<string, string>();
  for (const g of forms.flatMap((f) => f.grammar))
    if ('param' in g && !examples.has(g.example)) examples.set(g.example, `[${partOf(id, g.param, g.regex)}]`);
  return (subject.neverIssued ?? [])
    .filter(({ matchesGrammar }) => !matchesGrammar)
    .map(({ value, fix }) => {
      const slip = named(value, examples);
      const meant = fix === undefined || /[\s<…]/.test(fix) ? undefined : named(fix, examples);
      // Only where all that it needs is in what was written.
      const isTold = meant?.match(/\[[\w.-]+\]/g)?.every((part) => slip.includes(part));
      return meant !== undefined && isTold && meant.includes(':') ? [slip, meant] : [slip];
    });
}

function named(text: string, examples: ReadonlyMap<string, string>): string {
  const known = [...examples.keys()].sort((a, b) => b.length - a.length);
  const pattern = known.map((example) => example.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  if (pattern === '') return text;
  return text.replace(new RegExp(`(?<![A-Za-z0-9])(?:${pattern})(?![A-Za-z0-9])`, 'g'), (e) => examples.get(e) ?? e);
}

function own(
  id: string,
  claims: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, readonly string[]>> {
  const named = (text: string): string => text.replace(/\[(\w+)\]/g, (_, name: string) => `[${keyOf(id, name)}]`);
  return Object.fromEntries(Object.entries(claims).map(([claim, values]) => [claim, values.map(named)]));
}

/** The name of a part in the table; its provider is in it where others of that name have another grammar. */
function partOf(
  provider: string,
  name: string,
  documented = parts.get(keyOf(provider, name))?.[2],
  example = '',
): string {
  const regex = CORRECTED_PARTS[name] ?? documented;
  const known = parts.get(name);
  const key = `${name}.${provider}` in SUBJECT_PARAMS || (known && known[2] !== regex) ? `${name}.${provider}` : name;
  const found = SUBJECT_PARAMS[key] ?? SUBJECT_PARAMS[name];
  if (!found || regex === undefined)
    throw new Error(`oidc-providers: ${provider}: cannot place the subject's part ${name}`);
  parts.set(key, [...found, regex, parts.get(key)?.[3] || example]);
  return key;
}

function keyOf(provider: string, name: string): string {
  return parts.has(`${name}.${provider}`) ? `${name}.${provider}` : name;
}
