import { LSPErrorCodes, ResponseError, type CodeLens, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { lensAt, lenses, lensPlaces, type Context, type Lens, type PolicyDocument, type Steps } from '../service.ts';
import type { LensData } from '../protocol.ts';
import type { ClientCapabilities } from './clientCapabilities.ts';
import { recordOf } from './given.ts';

/** What decides how a lens is sent: a click runs `explainCommand`; undefined where the client has nothing to show. */
type LensClient = Pick<ClientCapabilities, 'explainCommand' | 'keepsLenses'>;

/** Where there are more, only places are sent, and what is said there when somebody sees it. */
const MOST_AT_ONCE = 300;

/** Names the statement that a lens stands above, when the client asks what it says. */
interface LensReference {
  readonly uri: string;
  readonly version: number;
  readonly offset: number;
}

export function* codeLenses(
  document: TextDocument,
  policyDocument: PolicyDocument,
  context: Context,
  client: LensClient,
): Steps<CodeLens[]> {
  const places = yield* lensPlaces(policyDocument);
  if (places.length <= MOST_AT_ONCE)
    return (yield* lenses(policyDocument, context)).map((lens) => toCodeLens(document, lens, client));
  return places.map(({ start }) => {
    const data: LensReference = { uri: document.uri, version: document.version, offset: start };
    return { range: pointAt(document.positionAt(start)), data };
  });
}

/** What the lens says; refused where the document is another by now. */
export function resolveCodeLens(
  lens: CodeLens,
  document: TextDocument,
  policyDocument: PolicyDocument,
  context: Context,
  client: LensClient,
): CodeLens {
  const reference = referenceOf(lens.data);
  const found = reference?.version === document.version ? lensAt(policyDocument, reference.offset, context) : undefined;
  if (!found) throw new ResponseError(LSPErrorCodes.ContentModified, 'the document changed since the lens was offered');
  return toCodeLens(document, found, client);
}

/** The document whose lens has still to say something; undefined for one that says all there is. */
export function uriOfLens({ command, data }: CodeLens): string | undefined {
  return command ? undefined : referenceOf(data)?.uri;
}

function toCodeLens(
  document: TextDocument,
  { span, title, sentence, standing }: Lens,
  { explainCommand: command, keepsLenses }: LensClient,
): CodeLens {
  const at = document.positionAt(span.start);
  return {
    range: pointAt(at),
    command: {
      title,
      tooltip: sentence,
      command: command ?? '',
      arguments: command === undefined ? [] : [document.uri, at],
    },
    ...(keepsLenses ? { data: { standing, end: document.positionAt(span.end) } satisfies LensData } : {}),
  };
}

function pointAt(at: Position): CodeLens['range'] {
  return { start: at, end: at };
}

function referenceOf(data: unknown): LensReference | undefined {
  const { uri, version, offset } = recordOf(data);
  return typeof uri === 'string' && typeof version === 'number' && typeof offset === 'number'
    ? { uri, version, offset }
    : undefined;
}
