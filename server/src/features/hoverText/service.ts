import { servicePrincipal, type ServicePrincipal } from '../../catalogue/servicePrincipals.ts';
import { useOf } from '../../catalogue/serviceUses.ts';
import { principalDocs } from '../../iam/docs.ts';
import { parseServiceName } from '../../iam/serviceName.ts';
import { bullets, code, link, paragraphs } from '../../text/markdown.ts';

/** What an AWS service does with a role, what else it needs and what its calls tell. Undefined for a name nobody knows. */
export function describeService(name: string): string | undefined {
  const parsed = parseServiceName(name);
  const service = servicePrincipal(name) ?? (parsed && servicePrincipal(parsed.global));
  if (!service) return undefined;
  const region = parsed?.region !== undefined && !servicePrincipal(name) ? ` in ${parsed.region}` : '';
  const title = service.service === service.name ? code(service.name) : service.service;
  return paragraphs(
    `**${title}**${region}`,
    useOf(service.name) ?? roleOf(service),
    service.companions.length ? `Also needs ${service.companions.map(code).join(' and ')}.` : undefined,
    sourcesOf(service),
    link('AWS documentation', principalDocs('Service')),
  );
}

function roleOf({ trustee }: ServicePrincipal): string {
  switch (trustee) {
    case 'yes':
      return 'Assumes the role to act for you, with the permissions of the role.';
    case 'slr-only':
      return 'Assumes only its service-linked roles, which AWS creates.';
    case 'no':
      return "This service isn't known to assume roles of customers.";
    case 'unknown':
      return "AWS uses this service principal, but doesn't document whether it assumes roles of customers.";
  }
}

function sourcesOf({ sendsSourceAccount, sourceArns }: ServicePrincipal): string | undefined {
  if (sendsSourceAccount === undefined) return undefined;
  if (!sendsSourceAccount)
    return "Its requests don't contain `aws:SourceAccount` or `aws:SourceArn`: with a condition on them it can't assume the role.";
  const arns = sourceArns.map((arn) => code(arn));
  return `Its requests contain ${code('aws:SourceAccount')}${arns.length ? ` and ${code('aws:SourceArn')}:\n\n${bullets(arns)}` : '.'}`;
}
