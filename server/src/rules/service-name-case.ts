import { servicePrincipal, servicePrincipalIgnoringCase } from '../catalogue/servicePrincipals.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'service-name-case',
    title: 'Service principal with the wrong case',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy: "SERVICE":"Lambda.amazonaws.com"',
    messages: { case: 'Service principals are case-sensitive: use "{{name}}". IAM rejects other spellings.' },
  },
  docs: {
    why: "Service principals are compared character by character. Lambda.amazonaws.com isn't lambda.amazonaws.com: IAM rejects the policy.",
    howToFix: 'Use the spelling in the message.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "Lambda.amazonaws.com"}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    principal({ type, value }) {
      if (type !== 'Service' || servicePrincipal(value.value) || value.holes.length) return;
      const name = spelling(value.value);
      if (name === undefined || name === value.value) return;
      context.report({
        at: value.span,
        messageId: 'case',
        data: { name },
        fixes: () => [
          {
            kind: 'tree',
            title: `Replace with "${name}"`,
            safety: 'safe',
            edits: () => [{ op: 'replace', target: value.node, value: name }],
          },
        ],
      });
    },
  }),
});

/** The known service that the name is, as AWS spells it; regional and China forms keep what is theirs. */
function spelling(written: string): string | undefined {
  const direct = servicePrincipalIgnoringCase(written);
  if (direct) return direct.name;
  const parsed = parseServiceName(written);
  return parsed && servicePrincipal(parsed.global) ? written.toLowerCase() : undefined;
}
