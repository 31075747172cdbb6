import type { Fix } from '../findings.ts';
import {
  servicePrincipal,
  servicePrincipalIgnoringCase,
  servicePrincipals,
  SERVICES_AS_OF,
} from '../catalogue/servicePrincipals.ts';
import type { ServiceRecord } from '../catalogue/serviceRecord.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import { nearest } from '../text/distance.ts';
import { monthOf } from '../text/month.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'service-name-unknown',
    title: 'Unknown service principal',
    level: 'warning',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy: "SERVICE":"…"',
    messages: {
      near: '"{{name}}" isn\'t in our list of {{month}}. Did you mean "{{nearest}}"? IAM rejects services that AWS doesn\'t have.',
      unknown:
        '"{{name}}" isn\'t in our list of {{month}}: check the name. IAM rejects services that AWS doesn\'t have.',
    },
  },
  docs: {
    why: "IAM rejects a service principal that doesn't exist. This one isn't in our list, whose month the message says. AWS adds services every month, so it may still be right.",
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
        level: names.length ? 'warning' : 'information',
        data: { name: value.value, nearest: names[0] ?? '', month: monthOf(SERVICES_AS_OF) },
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
function near(name: string): readonly string[] {
  const stem = name.slice(0, -SUFFIX.length);
  const isShort = stem.length <= 5;
  const among = (known: (service: ServiceRecord) => boolean, limit: number): readonly string[] =>
    nearest(stem, servicePrincipals().filter(known).map(stemOf), limit).map((s) => s + SUFFIX);
  const trusted = among((p) => p.trustee === 'yes', isShort ? 1 : 2);
  if (trusted.length) return trusted;
  // A short name is one letter from many that no role trusts.
  return isShort ? [] : among((p) => p.trustee !== 'yes' && p.until === undefined, 1);
}

function stemOf({ name }: ServiceRecord): string {
  return name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : name;
}
