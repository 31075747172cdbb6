import { ASSUME_ROLE, EFFECTS } from '../../iam/vocabulary.ts';
import { companionsOf } from '../../catalogue/servicePrincipals.ts';
import { serviceOf } from '../../policy/namedService.ts';
import { fittingAction } from '../../policy/principalKinds.ts';
import type { Statement } from '../../policy/model.ts';
import { stop, type Template } from '../../tree/template.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';
import { guards } from './operators.ts';
import { principalTemplates } from './principal.ts';

/** The elements that a statement lacks, with their likeliest values to fill in. */
export const statementKeyItems: CompletionProvider = (context) => {
  const guard = firstGuard(context);
  const offers: readonly (readonly [name: string, detail: string, value: Template | undefined])[] = [
    ['Effect', 'Allow or Deny', stop(1, 'Allow', EFFECTS)],
    ['Principal', 'Who can assume the role', principalTemplates(context)[0]?.value],
    ['Action', 'Which API operation', actionsFor(context.statement)],
    ['Condition', 'Under which conditions', guard],
    ['Sid', 'Name of the statement', stop(1, sidFor(context))],
  ];
  const negatives = { Principal: 'NotPrincipal', Action: 'NotAction' };
  return offers.flatMap(([name, detail, value], i): CompletionItem[] => {
    const taken = [name, negatives[name as keyof typeof negatives]].some((n) => context.cursor.siblings.includes(n));
    if (taken || value === undefined) return [];
    return [{ label: name, kind: 'element', detail, insert: { kind: 'key', name, value }, rank: i }];
  });
};

/** The action that fits the principals, with what they need besides. */
function actionsFor(statement: Statement | undefined): Template {
  const action = statement && fittingAction(statement);
  if (statement === undefined || action === undefined) return stop(1, ASSUME_ROLE);
  const companions = statement.principals.flatMap(({ value }) => {
    const service = serviceOf(value.value);
    return service ? companionsOf(service) : [];
  });
  return companions.length ? [action, ...new Set(companions)] : action;
}

function firstGuard(context: CompletionContext): Template | undefined {
  const first = guards(context)[0];
  return first && { [first.operator]: first.block };
}

/** A name that no statement of the policy has yet. */
function sidFor({ policy }: CompletionContext): string {
  const taken = new Set(
    policy?.statements.map((s) => {
      const sid = s.elements.get('Sid')?.value;
      return sid?.kind === 'string' ? sid.value : '';
    }),
  );
  for (let n = 1; ; n++) if (!taken.has(`Statement${n}`)) return `Statement${n}`;
}

export const effectItems: CompletionProvider = () =>
  EFFECTS.map((effect, i) => ({
    label: effect,
    kind: 'value',
    detail:
      effect === 'Allow'
        ? 'The principal can assume the role'
        : "The principal can't assume the role, even if another statement allows it",
    insert: { kind: 'value', value: effect },
    rank: i,
  }));
