import type { CancellationToken, Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ServerCommands } from '../protocol.ts';
import { evaluate, evaluateText, loadCopied } from '../service.ts';
import type { Span } from '../text/span.ts';
import { toRange } from './convert.ts';
import { recordOf } from './given.ts';
import type { Session } from './session.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

type Wire = ServerCommands['evaluate']['answer'];
type Decision = ReturnType<typeof evaluate>;

/** Decides about a call by a policy in an open document, or by one that is given whole. Nothing that is given is an error. */
export async function evaluateCall(
  policy: unknown,
  request: unknown,
  session: Session,
  token: CancellationToken,
): Promise<Wire> {
  const { uri, position } = recordOf(policy);
  if (typeof policy === 'string') await loadCopied(policy);
  if (typeof uri !== 'string')
    return onWire(evaluateText(policy, request, session.contextOf(DEFAULT_SETTINGS, '')), undefined);
  const judged = await session.judge(uri, token);
  if (!judged) return onWire(evaluateText('', request, session.contextOf(DEFAULT_SETTINGS, '')), undefined);
  const { document, policyDocument, analysis } = judged;
  const at = { offset: offsetOf(document, position), findings: analysis.findings };
  return onWire(evaluate(policyDocument, at, request), document);
}

/** The beginning, where no position is given. */
function offsetOf(document: TextDocument, position: unknown): number {
  const { line, character } = recordOf(position);
  const isPlace = typeof line === 'number' && typeof character === 'number';
  return isPlace ? document.offsetAt({ line, character } satisfies Position) : 0;
}

/** @param document undefined where nobody knows what an offset would be of */
function onWire({ statements, ...decision }: Decision, document: TextDocument | undefined): Wire {
  const placed = <T extends { readonly range?: Span }>({
    range,
    ...rest
  }: T): Omit<T, 'range'> & { range?: Range } => ({
    ...rest,
    ...(range && document ? { range: toRange(document, range) } : {}),
  });
  return {
    ...decision,
    statements: statements.map(({ principal, action, conditions, ...rest }) => ({
      ...rest,
      principal: placed(principal),
      action: placed(action),
      conditions: conditions.map(placed),
    })),
  };
}
