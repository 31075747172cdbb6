import type { CancellationToken } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AccessDenied, SuspectedPolicy } from '../protocol.ts';
import {
  check,
  explainAccessDenied,
  policyNear,
  policyOfRole,
  roleOfError,
  type Context,
  type PolicyDocument,
} from '../service.ts';
import { inSlices } from '../slices.ts';
import type { Span } from '../text/span.ts';
import { stillWantedBy } from './cancellation.ts';
import { positionsIn, toRange } from './convert.ts';
import type { Judged, Session } from './session.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

/** An open document, and the place that somebody looks at. */
type Open = Judged & { readonly offset: number };

/** A role that an error names. */
type NamedRole = NonNullable<ReturnType<typeof roleOfError>>;

/** A policy that may be why a call was refused. */
interface Suspect {
  readonly policyDocument: PolicyDocument;
  readonly analysis: Pick<Judged['analysis'], 'findings'>;
  readonly document: TextDocument;
  readonly context: Context;
  readonly span: Span;
  readonly match: SuspectedPolicy['match'];
  readonly role: string | undefined;
}

/** Explains an error of AWS by the policy of the role that it names, wherever in the workspace, else by the one that is looked at. */
export async function whyRefused(
  pasted: string,
  open: Open | undefined,
  session: Session,
  token: CancellationToken,
): Promise<AccessDenied | null> {
  const role = roleOfError(pasted);
  const suspect =
    (role === undefined ? undefined : await ofRole(role, open, session, token)) ?? (open && lookedAt(open, role));
  const denied = explainAccessDenied(
    pasted,
    suspect && suspect.match !== 'other' ? { ...suspect, offset: suspect.span.start } : undefined,
    suspect?.context ?? session.contextOf(DEFAULT_SETTINGS, ''),
  );
  if (!denied) return null;
  const elsewhere = suspect && suspect.document.uri !== open?.document.uri ? { uri: suspect.document.uri } : {};
  const placeOf = (span: Span | undefined): object =>
    span && suspect ? { range: toRange(suspect.document, span), ...elsewhere } : {};
  return {
    summary: denied.summary,
    ...(suspect ? { policy: suspected(suspect) } : {}),
    causes: denied.causes.map(({ sure, text, span, fixes }) => ({
      sure,
      text,
      ...placeOf(span),
      ...(fixes.length ? { fixes } : {}),
    })),
    checks: denied.checks.map(({ text, command }) => ({ text, ...(command === undefined ? {} : { command }) })),
    ...(denied.request ? { request: denied.request } : {}),
    ...(denied.nearest ? { nearest: denied.nearest } : {}),
  };
}

function suspected({ document, span, match, role }: Suspect): SuspectedPolicy {
  const location = { uri: document.uri, range: toRange(document, span) };
  return { location, match, ...(role === undefined ? {} : { role }) };
}

/** The policy of a role: in the document that is looked at, else in another of the workspace, which is then judged too. */
async function ofRole(
  role: NamedRole,
  open: Open | undefined,
  session: Session,
  token: CancellationToken,
): Promise<Suspect | undefined> {
  const called = role.arn ?? role.name;
  const here = open && policyOfRole(open.policyDocument, role);
  if (here) return { ...open, span: here, match: 'same', role: called };
  session.lookAgain();
  const places = role.arn === undefined ? session.roles.named(role.name) : session.roles.definitions(role.arn);
  for (const { uri } of await places) {
    const scanned = await session.scanned.look(uri);
    const span = scanned.kind === 'document' ? policyOfRole(scanned.document, role) : undefined;
    if (scanned.kind !== 'document' || !span) continue; // it changed since
    const policyDocument = scanned.document;
    const context = session.contextOf(await session.effective.ofFile(uri), uri);
    const analysis = await inSlices(check(policyDocument, context), stillWantedBy(token));
    const document = positionsIn(uri, policyDocument.text);
    return { policyDocument, analysis, document, context, span, match: 'same', role: called };
  }
  return undefined;
}

/** The policy that somebody looks at, which may be of another role than the error. */
function lookedAt(open: Open, role: NamedRole | undefined): Suspect | undefined {
  const near = policyNear(open.policyDocument, open.offset);
  if (!near) return undefined;
  const match = role === undefined ? 'unnamed' : near.role === undefined ? 'unsaid' : 'other';
  return { ...open, ...near, match, role: match === 'other' ? near.role : undefined };
}
