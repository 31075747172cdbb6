import type { Fix } from '../findings.ts';
import { ASSUME_ROLE, ASSUME_ROLE_WITH_SAML, ASSUME_ROLE_WITH_WEB_IDENTITY } from '../iam/vocabulary.ts';
import { guarantees } from '../policy/conditionGuarantees.ts';
import { ANY_ACCOUNT } from '../policy/keyFacts.ts';
import { addElement } from '../policy/statementEdits.ts';
import type { Statement } from '../policy/model.ts';
import { permissionResource } from '../policy/permissionStatement.ts';
import { missingElementSpan, standsElsewhere } from '../policy/missingElementSpan.ts';
import { sends, type CallerFacts } from '../semantics/request.ts';
import type { JsonValue } from '../tree/node.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-missing',
    title: 'Statement without a Principal',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Missing required field Principal',
    messages: {
      missing: 'Missing Principal. IAM rejects the policy.',
    },
  },
  docs: {
    why: 'A trust policy says who can assume the role, so every statement requires a Principal. IAM rejects a policy without one. Often a permissions policy was pasted by mistake.',
    howToFix: 'Add a Principal. If the statement has a Resource, it belongs in the permissions policy of the role.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    accessAnalyzer: ['MISSING_PRINCIPAL'],
    examples: {
      bad: ['"Effect": "Allow", "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement(statement) {
      const { elements } = statement;
      if ((elements.get('Principal') ?? elements.get('NotPrincipal')) || standsElsewhere(statement, 'Principal'))
        return;
      if (permissionResource(statement)) return; // another policy's
      const fixes = candidates(statement).map(([title, principal]): Fix => ({
        kind: 'tree',
        title,
        safety: 'review',
        edits: () => [addElement(statement, 'Principal', principal)],
      }));
      context.report({ at: missingElementSpan(statement.node), messageId: 'missing', fixes: () => fixes });
    },
  }),
});

type Candidate = readonly [title: string, principal: JsonValue];

const AWS: Candidate = ['Add an account or role as Principal', { AWS: 'arn:aws:iam::<ACCOUNT_ID>:root' }];
const SERVICE: Candidate = ['Add an AWS service as Principal', { Service: '<SERVICE>.amazonaws.com' }];
const SAML: Candidate = [
  'Add a SAML provider as Principal',
  { Federated: 'arn:aws:iam::<ACCOUNT_ID>:saml-provider/<PROVIDER>' },
];
const OIDC: Candidate = [
  'Add an OIDC provider as Principal',
  { Federated: 'arn:aws:iam::<ACCOUNT_ID>:oidc-provider/<ISSUER>' },
];

const CALLERS: readonly (readonly [Candidate, CallerFacts])[] = [
  [AWS, ANY_ACCOUNT],
  [SERVICE, { kinds: ['service'] }],
];

/** Whether a caller may send every key that the statement requires. */
function maySendAll(caller: CallerFacts, { conditions }: Statement): boolean {
  return conditions.every((c) => guarantees(c) !== 'yes' || sends(caller, c.key.value, c.key.holes) !== 'never');
}

/** What the statement's action and the keys of its conditions tell of who is meant. */
function candidates(statement: Statement): readonly Candidate[] {
  const actions = statement.assumes;
  const found: Candidate[] = [];
  if (actions.includes(ASSUME_ROLE_WITH_WEB_IDENTITY)) found.push(withIssuer(statement));
  if (actions.includes(ASSUME_ROLE_WITH_SAML)) found.push(SAML);
  if (actions.includes(ASSUME_ROLE) || !found.length) {
    const fit = CALLERS.filter(([, caller]) => maySendAll(caller, statement)).map(([candidate]) => candidate);
    found.push(...(fit.length ? fit : [AWS, SERVICE]));
  }
  return found;
}

/** The issuer that the statement's condition keys name, if they do. */
function withIssuer(statement: Statement): Candidate {
  const key = statement.conditions
    .map((c) => c.key)
    .find((k) => !k.holes.length && /^[^:]+:(?:sub|aud)$/.test(k.value) && /[^:]\.[^:]/.test(k.value));
  const issuer = key?.value.slice(0, key.value.indexOf(':'));
  return issuer === undefined ? OIDC : [OIDC[0], { Federated: `arn:aws:iam::<ACCOUNT_ID>:oidc-provider/${issuer}` }];
}
