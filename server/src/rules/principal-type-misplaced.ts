import { safeFix } from '../findings.ts';
import { BUILT_IN_PROVIDERS, principalTypeOf } from '../iam/principalTypeOf.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY, type PrincipalType } from '../iam/vocabulary.ts';
import type { Principal } from '../policy/model.ts';
import { movePrincipal } from '../policy/principalEdits.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-type-misplaced',
    title: 'Principal under the wrong type',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy',
    messages: {
      misplaced: '"{{principal}}" is {{what}}: move it from {{type}} to {{right}}. IAM rejects the policy.',
    },
  },
  docs: {
    why: 'IAM expects accounts, roles and users under AWS, services under Service and identity providers under Federated. It rejects a principal under another type.',
    howToFix: 'Move the principal to the type in the message.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"AWS": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    principal(principal) {
      const { type, value, statement } = principal;
      if (type !== 'AWS' && type !== 'Service' && type !== 'Federated') return;
      const right = rightType(principal);
      if (right === undefined || right === type) return;
      context.report({
        at: value.span,
        messageId: 'misplaced',
        data: { principal: value.value, what: WHAT[right], right, type },
        about: statement.actions.map((a) => a.span), // an action that seems not to fit may fit the right type
        fixes: () => {
          const edits = movePrincipal(principal, right);
          return edits ? [safeFix(`Move to ${right}`, () => edits)] : [];
        },
      });
    },
  }),
});

type Placed = Exclude<PrincipalType, 'CanonicalUser'>;

function rightType({ type, value, statement }: Principal): Placed | undefined {
  const place = principalTypeOf(value);
  if (place === undefined || place === 'CanonicalUser') return undefined;
  // Cognito's host is an identity provider to web identities; under Service it may be meant as a service.
  if (type === 'Service' && BUILT_IN_PROVIDERS.includes(value.value) && value.value.startsWith('cognito-identity'))
    return statement.assumes.includes(ASSUME_ROLE_WITH_WEB_IDENTITY) ? 'Federated' : undefined;
  // Hosts such as oidc.eks.… and cognito-idp.… look like services but are issuers without their ARN.
  if (type === 'Federated' && place === 'Service' && /^(?:oidc|cognito-idp)\b/.test(value.value)) return undefined;
  return place;
}

const WHAT: Readonly<Record<Placed, string>> = {
  AWS: 'an account, role or user',
  Service: 'a service',
  Federated: 'an identity provider',
};
