import type { Fix } from '../findings.ts';
import { fittingActions, type Caller } from '../iam/fit.ts';
import { sameName } from '../iam/vocabulary.ts';
import { isAssumeAction } from '../policy/assumeActions.ts';
import type { Statement } from '../policy/model.ts';
import { callerOf, callersOf } from '../policy/principalKinds.ts';
import { splitByCaller } from '../policy/statementSplits.ts';
import type { Text } from '../policy/policyText.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-principal-mismatch',
    title: "Action that doesn't fit the principal",
    level: 'error',
    messages: {
      never: '{{callers}} {{action}}. Use {{fitting}}. As written, {{effect}}.',
      useless: '{{action}} has no effect here: no principal of this statement can use it. Remove it.',
    },
    yieldsOnlyTo: ['principal-type-misplaced', 'federated-provider-invalid'],
  },
  docs: {
    why: 'Each kind of principal uses its own action. Accounts and services use sts:AssumeRole, SAML providers use sts:AssumeRoleWithSAML, and OIDC providers use sts:AssumeRoleWithWebIdentity. A statement with another action never matches.',
    whenToIgnore: 'Rarely: the statement has no effect for these principals.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html',
      'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html',
    ],
    accessAnalyzer: ['MISMATCHED_ACTION_FOR_PRINCIPAL'],
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
      const actions = statement.actions.filter(isAssumeAction);
      const wild = statement.actions.some((a) => /[*?]/.test(a.value) || a.holes.length);
      const [firstAction] = actions;
      if (!callers.size || !firstAction || statement.elements.get('NotPrincipal')) return;
      const fits = (caller: Caller, action: Text): boolean =>
        fittingActions(caller).some((f) => sameName(f, action.value));
      for (const caller of wild ? [] : callers) {
        if (actions.some((action) => fits(caller, action))) continue;
        const meant = caller === 'federated' ? federationOf(statement) : caller;
        const at = actions.find((action) => ![...callers].some((c) => fits(c, action))) ?? firstAction;
        context.report({
          at: at.span,
          messageId: 'never',
          data: {
            callers: CANNOT[meant],
            action: at.value,
            effect: effectOf(statement, callers.size > 1),
            fitting: fittingActions(meant).join(' or '),
          },
          about: statement.principals.flatMap((p) => [p.value.span, ...(p.typeMember ? [p.typeMember.key.span] : [])]),
          fixes: () => (callers.size === 1 ? replaceFix(meant, at) : splitFix(statement)),
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

/** Which kind of provider one that is still to be filled in is, as the keys of the statement have it. */
function federationOf({ conditions }: Statement): Caller {
  const oidc = conditions.some((c) => c.providerKey);
  const saml = conditions.some((c) => /^saml:/i.test(c.key.value));
  return oidc === saml ? 'federated' : oidc ? 'oidc' : 'saml';
}

function effectOf({ effect }: Statement, others: boolean): string {
  if (effect === 'Deny') return `this Deny ${others ? "doesn't apply to them" : 'never applies'}`;
  return `${others ? "they can't" : 'no one can'} assume the role through this statement`;
}

/** How a message about an action that a caller cannot use begins. */
const CANNOT: Readonly<Record<Caller, string>> = {
  signed: "Accounts and AWS services can't call",
  saml: "SAML assertions can't be used with",
  oidc: "OIDC tokens can't be used with",
  federated: "Identity providers can't be used with",
  anyone: 'No principal can use',
};

/** The common case, told at once: every principal makes every call of the statement. */
function allFit({ shape, assumes }: Statement): boolean {
  return shape.principals.every((kind) => {
    const caller = callerOf(kind);
    return caller !== undefined && assumes.every((action) => fittingActions(caller).includes(action));
  });
}

function replaceFix(caller: Caller, action: Text): readonly Fix[] {
  const fitting = fittingActions(caller);
  return fitting.map((name) => ({
    kind: 'tree',
    title: `Replace with "${name}"`,
    safety: 'review', // it makes a dead statement live: for a person to choose
    edits: () => [{ op: 'replace', target: action.node, value: name }],
  }));
}

function removeFix(statement: Statement, action: Text): readonly Fix[] {
  const list = statement.elements.get('Action')?.value;
  if (list?.kind !== 'array') return [];
  return [
    {
      kind: 'tree',
      title: `Remove "${action.value}"`,
      safety: 'review',
      edits: () => [{ op: 'remove', target: action.node, parent: list }],
    },
  ];
}

function splitFix(statement: Statement): readonly Fix[] {
  const edits = splitByCaller(statement);
  return edits
    ? [{ kind: 'tree', title: 'Split the statement by kind of principal', safety: 'review', edits: () => edits }]
    : [];
}
