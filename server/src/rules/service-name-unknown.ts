import type { Fix } from '../findings.ts';
import { servicePrincipal, servicePrincipalIgnoringCase, servicePrincipals } from '../catalogue/servicePrincipals.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import { nearest } from '../text/distance.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'service-name-unknown',
    title: 'Unknown service principal',
    level: 'warning',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy: "SERVICE":"…"',
    messages: {
      near: '"{{name}}" isn\'t in our list of service principals. Did you mean "{{nearest}}"? IAM rejects unknown services.',
      unknown: '"{{name}}" isn\'t in our list of service principals. IAM rejects unknown services.',
    },
  },
  docs: {
    why: "IAM rejects a service principal that doesn't exist. This one isn't in our list. AWS adds services, so it may still be right.",
    howToFix: 'Check the spelling in the documentation of the service.',
    whenToIgnore: 'When the service is new and IAM accepts the policy.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "codedeply.amazonaws.com"}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "codedeploy.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    principal({ type, value }) {
      if (type !== 'Service' || servicePrincipal(value.value) || value.holes.length) return;
      const parsed = parseServiceName(value.value);
      if (!parsed || servicePrincipalIgnoringCase(parsed.global) || servicePrincipalIgnoringCase(value.value)) return;
      const names = near(parsed.global);
      context.report({
        at: value.span,
        messageId: names.length ? 'near' : 'unknown',
        data: { name: value.value, nearest: names[0] ?? '' },
        fixes: () =>
          names.map((name): Fix => ({
            kind: 'tree',
            title: `Replace with "${name}"`,
            safety: 'review',
            edits: () => [{ op: 'replace', target: value.node, value: name }],
          })),
      });
    },
  }),
});

const SUFFIX = '.amazonaws.com';

/** Names a slip or two away; the suffix, the same for all, does not count. Those that roles really trust come first. */
function near(name: string): string[] {
  const stem = name.slice(0, -SUFFIX.length);
  const trusted = servicePrincipals().filter((p) => p.trustee === 'yes' && p.name.endsWith(SUFFIX));
  const limit = stem.length > 5 ? 2 : 1;
  return nearest(
    stem,
    trusted.map((p) => p.name.slice(0, -SUFFIX.length)),
    limit,
  ).map((s) => s + SUFFIX);
}
