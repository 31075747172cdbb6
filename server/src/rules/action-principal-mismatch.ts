import type { Fix } from '../findings.ts';
import { fittingActions, type Caller } from '../iam/fit.ts';
import { parseProviderKey } from '../iam/providerKey.ts';
import { ASSUME_ACTIONS, sameName } from '../iam/words.ts';
import type { Statement } from '../policy/model.ts';
import { callerOf } from '../policy/shape.ts';
import type { Text } from '../policy/text.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { memberOf, toJson, type JsonValue } from '../tree/node.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-principal-mismatch',
    title: 'The action does not fit the principal',
    level: 'error',
    why: 'Each kind of principal comes in by one call: accounts and services by sts:AssumeRole, SAML providers by sts:AssumeRoleWithSAML, OIDC providers by sts:AssumeRoleWithWebIdentity. A statement that pairs them otherwise lets nobody in.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html',
      'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html',
    ],
    accessAnalyzer: ['MISMATCHED_ACTION_FOR_PRINCIPAL'],
    messages: {
      never: '{{principal}} never makes the call {{action}}, so this statement {{effect}}. It comes in by {{fitting}}.',
      useless: '{{action}} fits no principal of this statement, so it does nothing here.',
    },
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (!statement.assumes.length || allFit(statement)) return;
      const callers = callersOf(statement);
      const actions = statement.actions.filter((a) => isAssume(a));
      const wild = statement.actions.some((a) => /[*?]/.test(a.value) || a.holes.length);
      const [firstAction] = actions;
      if (!callers.size || !firstAction || statement.elements.get('NotPrincipal')) return;
      const fits = (caller: Caller, action: Text): boolean =>
        fittingActions(caller).some((f) => sameName(f, action.value));
      for (const caller of wild ? [] : callers) {
        if (actions.some((action) => fits(caller, action))) continue;
        const at = actions.find((action) => ![...callers].some((c) => fits(c, action))) ?? firstAction;
        context.report({
          at: at.span,
          messageId: 'never',
          data: {
            principal: NAMES[caller],
            action: at.value,
            effect: effectOf(statement, callers.size > 1),
            fitting: fittingActions(caller).join(' or '),
          },
          fixes: () => (callers.size === 1 ? replaceFix(caller, at) : splitFix(statement)),
        });
        return;
      }
      for (const action of actions) {
        if ([...callers].some((caller) => fits(caller, action))) continue;
        context.report({
          at: action.span,
          messageId: 'useless',
          level: 'warning',
          data: { action: action.value },
          unnecessary: true,
          fixes: () => removeFix(statement, action),
        });
      }
    },
  }),
});

function effectOf({ effect }: Statement, others: boolean): string {
  const verb = effect === 'Deny' ? 'keeps' : 'lets';
  return `${verb} ${others ? 'none of those' : 'nobody'} ${effect === 'Deny' ? 'out' : 'in'}`;
}

const NAMES: Readonly<Record<Caller, string>> = {
  signed: 'An account or service',
  saml: 'A SAML provider',
  oidc: 'An OIDC provider',
  federated: 'An identity provider',
  anyone: 'Anyone',
};

/** The common case, told at once: every principal makes every call of the statement. */
function allFit({ shape, assumes }: Statement): boolean {
  return shape.principals.every((kind) => {
    const caller = callerOf(kind);
    return caller !== undefined && assumes.every((action) => fittingActions(caller).includes(action));
  });
}

/** The kinds of callers; empty when one of them is not known, for then any action may fit. */
function callersOf(statement: Statement): ReadonlySet<Caller> {
  const callers = new Set<Caller>();
  for (const kind of statement.shape.principals) {
    const caller = callerOf(kind);
    if (caller === undefined) return new Set();
    callers.add(caller);
  }
  return callers;
}

function isAssume(action: Text): boolean {
  return ASSUME_ACTIONS.some((a) => sameName(a, action.value));
}

function replaceFix(caller: Caller, action: Text): readonly Fix[] {
  const fitting = fittingActions(caller);
  return fitting.map((name) => ({
    kind: 'tree',
    title: `Change to ${name}`,
    safety: 'review', // it makes a dead statement live: for a person to choose (law 6)
    edits: () => [{ op: 'replace', target: action.node, value: name }],
  }));
}

function removeFix(statement: Statement, action: Text): readonly Fix[] {
  const list = statement.elements.get('Action')?.value;
  if (list?.kind !== 'array') return [];
  return [
    {
      kind: 'tree',
      title: `Remove ${action.value}`,
      safety: 'review',
      edits: () => [{ op: 'remove', target: action.node, parent: list }],
    },
  ];
}

/** One statement a kind of caller, each with the action that fits it. */
function splitFix(statement: Statement): readonly Fix[] {
  const principal = statement.elements.get('Principal')?.value;
  const statements = statement.policy.elements.get('Statement')?.value;
  const actionMember = statement.elements.get('Action')?.member;
  if (principal?.kind !== 'object' || !statements || !actionMember) return [];
  const federated = memberOf(principal, 'Federated')?.value;
  const callers = [...callersOf(statement)].filter((c) => c !== 'signed');
  const [caller] = callers;
  if (!federated || callers.length !== 1 || caller === undefined) return [];
  const companions = statement.actions.filter((a) => !isAssume(a)).map((a) => a.value);
  const actions = (of: Caller): JsonValue => {
    const all = [fittingActions(of)[0] ?? '', ...companions];
    return all.length === 1 ? (all[0] ?? '') : all;
  };
  const whole = toJson(statement.node) as Readonly<Record<string, JsonValue>>;
  const kept = Object.fromEntries(
    principal.members
      .filter((m) => m.key.value !== 'Federated')
      .flatMap((m) => (m.value ? [[m.key.value, toJson(m.value)]] : [])),
  );
  const rest = { ...withoutClaims(whole), Principal: kept, Action: actions('signed') };
  const other = { ...without(whole, 'Sid'), Principal: { Federated: toJson(federated) }, Action: actions(caller) };
  const edits = (): readonly TreeEdit[] =>
    statements.kind === 'array'
      ? [
          { op: 'replace', target: statement.node, value: rest },
          { op: 'append', target: statements, value: other },
        ]
      : [{ op: 'replace', target: statements, value: [rest, other] }];
  return [{ kind: 'tree', title: 'Split the statement by kind of principal', safety: 'review', edits }];
}

function without(object: Readonly<Record<string, JsonValue>>, name: string): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

/** Conditions on a provider's claims are no part of the half without the provider: there they would never match. */
function withoutClaims(statement: Readonly<Record<string, JsonValue>>): Readonly<Record<string, JsonValue>> {
  const { Condition: block } = statement;
  if (typeof block !== 'object' || block === null || Array.isArray(block)) return statement;
  const kept = Object.entries(block as Readonly<Record<string, JsonValue>>).flatMap(
    ([operator, keys]): [string, JsonValue][] => {
      if (typeof keys !== 'object' || keys === null || Array.isArray(keys)) return [[operator, keys]];
      const own = Object.entries(keys).filter(
        ([key]) => !/^saml:/i.test(key) && !parseProviderKey({ value: key, holes: [] }),
      );
      return own.length ? [[operator, Object.fromEntries(own)]] : [];
    },
  );
  return kept.length ? { ...statement, Condition: Object.fromEntries(kept) } : without(statement, 'Condition');
}
