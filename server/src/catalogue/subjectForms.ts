import { own } from '../text/own.ts';
import { Language } from './language.ts';
import { memo } from '../text/memo.ts';
import table from './data/oidc-providers.json';

/** `repo:[owner]/[repo]:…`: literal text and parts in turn. */
export interface SubjectForm {
  readonly segments: readonly (string | SubjectPart)[];
  /** Not a usual one: only issued when a customer changed the provider's template, or not confirmed. */
  readonly custom: boolean;
  /** A subject of it may be meant so. warning: more likely it is a slip. information: nobody documents it. */
  readonly doubt: 'warning' | 'information' | undefined;
  /** Of a whole subject; a group for each part. */
  readonly regex: RegExp;
}

export interface SubjectPart {
  readonly name: string;
  /** What to call it: `repository`; empty for parts that tell nothing. */
  readonly label: string;
  /**
   * tenant: whose it is. project: what of theirs; all of them open is the whole tenant. detail: which of its runs. nothing: it
   * does not narrow who comes. `narrows`: a pattern in it still keeps to a part of the tenant.
   */
  readonly role: 'tenant' | 'project' | 'detail' | 'nothing';
  readonly narrows: boolean;
  /** A detail that names the project as well, where it is known. */
  readonly namesProject: boolean;
  /** Holds several claims at once, or who knows what. */
  readonly composed: boolean;
  /** Anchored. */
  readonly regex: RegExp;
  /** Empty for one that no provider documents. */
  readonly example: string;
}

/** What people write instead of a subject, and what they mean where that can be told. */
export interface Slip {
  readonly form: SubjectForm;
  readonly meant: SubjectForm | undefined;
}

const ROLES: Readonly<Record<string, SubjectPart['role']>> = {
  t: 'tenant',
  p: 'project',
  q: 'project',
  d: 'detail',
  n: 'detail',
  c: 'detail',
  x: 'nothing',
  o: 'nothing',
};

const parts: ReadonlyMap<string, SubjectPart> = new Map(
  Object.entries(table.params as unknown as Readonly<Record<string, readonly [string, string, string, string]>>).map(
    ([key, [role, label, regex, example]]) => [
      key,
      {
        name: key.split('.', 1)[0] ?? key,
        label,
        role: own(ROLES, role) ?? 'nothing',
        narrows: role === 'q',
        namesProject: role === 'n',
        composed: role === 'c' || role === 'o',
        regex: new RegExp(`^(?:${regex})$`),
        example,
      },
    ],
  ),
);

/** What to call a part; nothing where it is in no subject, or has no name of its own. */
export function labelOfPart(name: string): string | undefined {
  return parts.get(name)?.label;
}

const DOUBTS: Readonly<Record<string, SubjectForm['doubt']>> = { '!': 'warning', '?': 'information' };

export function readForm(text: string): SubjectForm {
  const mark = /^[~!?]/.exec(text)?.[0];
  const segments = segmentsOf(mark === undefined ? text : text.slice(1));
  return {
    segments,
    custom: mark !== undefined,
    doubt: mark === undefined ? undefined : own(DOUBTS, mark),
    regex: new RegExp(`^${sourceOf(segments)}$`),
  };
}

/** A form with one of its parts known. */
export function withPart(form: SubjectForm, name: string, text: string): SubjectForm {
  const segments = form.segments.map((s) => (typeof s !== 'string' && s.name === name ? text : s));
  return { ...form, segments, regex: new RegExp(`^${sourceOf(segments)}$`) };
}

/** The text and parts of a pattern: `refs/heads/[branch]`. */
export function segmentsOf(text: string): SubjectForm['segments'] {
  return text
    .split(/\[([\w.-]+)\]/)
    .map((piece, i) => (i % 2 ? (parts.get(piece) ?? piece) : piece))
    .filter((s) => s !== '');
}

function sourceOf(segments: SubjectForm['segments']): string {
  return segments
    .map((s) => (typeof s === 'string' ? s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : `(${s.regex.source.slice(1, -1)})`))
    .join('');
}

/** A form where case is ignored. Made when a test first ignores it. */
export const ignoringCase = memo(({ segments }: SubjectForm) => new RegExp(`^${sourceOf(segments)}$`, 'i'));

/** All subjects of a form. Made when a pattern is first laid beside it. */
export const languageOf = memo(({ segments }: SubjectForm) => new Language(sourceOf(segments)));
