import type { Finding, Fix, Level } from '../findings.ts';
import { editsOf, findingPlace, type PolicyDocument } from '../service.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';
import { RUN_FINDINGS, type RunFindingId } from './runFindings.ts';

/** Lines and columns from 1, in UTF-16 units, as offset and length are. */
interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly offset: number;
  readonly length: number;
}

/** A finding as it is reported. */
export interface Reported extends Place {
  readonly file: string;
  readonly level: Level;
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  readonly policy:
    { readonly role: string | undefined; readonly sid: string | undefined; readonly index: number } | undefined;
  /** Of the rule's page. */
  readonly url: string;
  readonly related: readonly (Place & { readonly message: string })[];
  readonly fixes: readonly ReportedFix[];
}

interface ReportedFix {
  readonly title: string;
  readonly safety: Fix['safety'];
  /** Undefined where it cannot be written into the text, or would differ each time. */
  readonly edits: readonly { readonly offset: number; readonly length: number; readonly newText: string }[] | undefined;
}

/** Random values, of which is known whether somebody drew one. */
export class Chance {
  readonly #random: () => string;
  #drawn = 0;

  constructor(random: () => string) {
    this.#random = random;
  }

  readonly draw = (): string => {
    this.#drawn++;
    return this.#random();
  };

  /** What a work results in; undefined where that is different each time. */
  unlessDrawn<T>(work: () => T): T | undefined {
    const before = this.#drawn;
    const result = work();
    return this.#drawn === before ? result : undefined;
  }
}

export function placeOf(lines: LineIndex, { start, end }: Span): Place {
  const [from, to] = [lines.at(start), lines.at(end)];
  return {
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
    offset: start,
    length: end - start,
  };
}

/** What else is needed to report a finding. */
export interface Around {
  readonly file: string;
  readonly document: PolicyDocument;
  readonly lines: LineIndex;
  readonly pages: string;
  readonly chance: Chance;
  /** Whether somebody reads the edits of fixes: working them out takes time. */
  readonly wantsEdits: boolean;
}

export function reported(finding: Finding, around: Around): Reported {
  const { file, document, lines, pages } = around;
  const { level, ruleId, messageId, message, span, related, fixes } = finding;
  return {
    file,
    ...placeOf(lines, span),
    level,
    rule: ruleId,
    messageId,
    message,
    policy: findingPlace(document, finding),
    url: `${pages}/docs/rules/${ruleId}.md`,
    related: related.map((r) => ({ ...placeOf(lines, r.span), message: r.message })),
    fixes: fixes.map((fix) => ({ title: fix.title, safety: fix.safety, edits: editsFor(finding, fix, around) })),
  };
}

function editsFor(finding: Finding, fix: Fix, { document, chance, wantsEdits }: Around): ReportedFix['edits'] {
  // What fix-all would write is counted, so that has to be known.
  if (!wantsEdits && fix.safety !== 'safe') return fix.kind === 'ownAccount' ? undefined : [];
  const edits = chance.unlessDrawn(() => editsOf(document, finding, fix));
  return edits?.map(({ span, newText }) => ({ offset: span.start, length: span.end - span.start, newText }));
}

/** A finding of the run, at the beginning of a file unless a place is known. */
export function runFinding(
  rule: RunFindingId,
  file: string,
  message: string,
  pages: string,
  place: Place = { line: 1, column: 1, endLine: 1, endColumn: 1, offset: 0, length: 0 },
): Reported {
  return {
    file,
    ...place,
    level: rule === 'config' ? 'warning' : 'error',
    rule,
    messageId: rule,
    message,
    policy: undefined,
    url: `${pages}/docs/cli.md#${rule}`,
    related: [],
    fixes: [],
  };
}

export function isRunFinding({ rule }: Reported): boolean {
  return rule !== 'config' && Object.hasOwn(RUN_FINDINGS, rule);
}

/** Whether fix-all takes care of it. */
export function isFixable({ fixes }: Reported): boolean {
  return fixes.some(({ safety, edits }) => safety === 'safe' && edits !== undefined);
}
