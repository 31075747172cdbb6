import { safeFix, type Level } from '../findings.ts';
import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import { severalIn } from '../guards/form.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import { spreadOutPrincipal } from '../policy/principalEdits.ts';
import { distance } from '../text/distance.ts';
import { defineRule } from './rule.ts';
import { upTo } from '../text/cut.ts';

export default defineRule({
  meta: {
    id: 'service-name-format',
    title: 'Invalid service principal',
    level: 'error',
    rejected: ['meant', 'arn', 'form', 'several'],
    iamError: 'MalformedPolicyDocument: Invalid principal in policy: "SERVICE":"…"',
    messages: {
      meant: '"{{name}}" isn\'t a service principal. Did you mean "{{meant}}"? IAM rejects the policy.',
      several: 'Several services in one string: write them as a list. IAM rejects the policy.',
      arn: "A resource ARN isn't a service principal (example: lambda.amazonaws.com). IAM rejects the policy.",
      form: '"{{name}}" isn\'t a service principal (example: lambda.amazonaws.com). IAM rejects the policy.',
      suffix: '"{{name}}" doesn\'t end in a suffix of service principals that we know, such as amazonaws.com.',
    },
    yieldsTo: ['principal-type-misplaced', 'principal-wildcard'],
  },
  docs: {
    why: 'A service principal has the form lambda.amazonaws.com: the service and an AWS suffix. IAM rejects anything else: a name without a suffix, a web address, the ARN of a resource.',
    howToFix: 'Use the service principal of the service, such as lambda.amazonaws.com.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    accessAnalyzer: ['INVALID_SERVICE_PRINCIPAL_FORMAT'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "lambda"}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    principal(principal) {
      const { type, value } = principal;
      const name = value.value;
      if (type !== 'Service' || name === '' || value.holes.length || parseServiceName(name)) return;
      const parts = severalIn(name, (part) => parseServiceName(part) !== undefined);
      if (parts.length) {
        const list = safeFix('Write the services as a list', () => spreadOutPrincipal(principal, parts));
        context.report({ at: value.span, messageId: 'several', fixes: () => [list] });
        return;
      }
      const meant = meantService(name);
      const messageId =
        meant !== undefined ? 'meant' : name.startsWith('arn:') ? 'arn' : hasOtherSuffix(name) ? 'suffix' : 'form';
      const level: Level = messageId === 'suffix' ? 'warning' : 'error';
      context.report({
        at: value.span,
        messageId,
        level,
        data: { name, meant: meant ?? '' },
        fixes: () =>
          meant === undefined
            ? []
            : [safeFix(`Replace with "${meant}"`, () => [{ op: 'replace', target: value.node, value: meant }])],
      });
    },
  }),
});

const SUFFIX = 'amazonaws.com';

/** The known service that is meant: without white space, scheme and path, with the suffix that is missing or mistyped. */
function meantService(written: string): string | undefined {
  const host = written
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '');
  const bare = upTo(host, '/').replace(/\.$/, '');
  const stem = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(bare) ? stemOf(bare) : undefined;
  const name = stem === undefined ? undefined : `${stem}.${SUFFIX}`;
  return name !== undefined && servicePrincipal(name) && name !== written ? name : undefined;
}

const MOST_LABELS = 20;

/** What stands before the suffix, as far as one is there. */
function stemOf(bare: string): string {
  const labels = bare.split('.');
  if (labels.length > MOST_LABELS) return bare;
  for (let from = 1; from < labels.length; from++) {
    const rest = labels.slice(from).join('.');
    const typo = rest.length > 5 && distance(rest, SUFFIX, 3) <= 3;
    if (typo || TRUNCATED.includes(rest)) return labels.slice(0, from).join('.');
  }
  return bare;
}

/** Pieces of the suffix, and what people take for it. */
const TRUNCATED = ['amazonaws', 'aws', 'amazon.com', 'aws.amazon.com', 'aws.com', 'com', 'api.aws'];

/** Whether the name has the form of a host with a suffix of its own: AWS may have one that we do not know. */
function hasOtherSuffix(name: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+){2,}$/.test(name);
}
