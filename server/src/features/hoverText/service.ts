import type { ServiceRecord } from '../../catalogue/serviceRecord.ts';
import { companionsOf } from '../../catalogue/servicePrincipals.ts';
import { principalDocs } from '../../iam/docs.ts';
import { namedService } from '../../policy/namedService.ts';
import { bullets, code, link, paragraphs } from '../../text/markdown.ts';

/** What an AWS service does with a role, what else it needs and what its calls tell. Undefined for a name nobody knows. */
export function describeService(name: string): string | undefined {
  const named = namedService(name);
  if (!named || named.wrong) return undefined;
  const { service, region } = named;
  const title = service.service === service.name ? code(service.name) : service.service;
  return paragraphs(
    `**${title}**${region === undefined ? '' : ` in ${region}`}`,
    service.use ?? roleOf(service),
    lifeOf(service),
    needsOf(service),
    sourcesOf(service),
    externalIdOf(service),
    link('AWS documentation', service.page ?? principalDocs('Service')),
  );
}

function roleOf({ trustee }: ServiceRecord): string {
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

function lifeOf({ since, until, successor, moved }: ServiceRecord): string | undefined {
  const facts = [
    ...(since === undefined ? [] : [`New since ${since}.`]),
    ...(until === undefined ? [] : ['AWS no longer documents this service.']),
    ...(successor === undefined ? [] : [`The current service principal is ${code(successor)}.`]),
    ...moved.map(({ arn, on, to }) => `Since ${on}, ${code(to)} acts for ${code(`${arn}*`)}.`),
  ];
  return facts.length ? facts.join(' ') : undefined;
}

function needsOf(service: ServiceRecord): string | undefined {
  const needs = companionsOf(service);
  const some = Object.entries(service.companions.some).map(([action, why]) => `${code(action)} ${why}`);
  if (!needs.length && !some.length) return undefined;
  return `Also needs ${[...needs.map(code), ...some].join(' and ')}.`;
}

function sourcesOf({ sends }: ServiceRecord): string | undefined {
  if (sends.sourceAccount === undefined) return undefined;
  if (!sends.sourceAccount)
    return "Its requests don't contain `aws:SourceAccount` or `aws:SourceArn`: with a condition on them it can't assume the role.";
  const arns = sends.sourceArns.map((arn) => code(arn));
  const keys = `Its requests contain ${code('aws:SourceAccount')}${arns.length ? ` and ${code('aws:SourceArn')}` : ''}`;
  const whose = sends.ofOtherAccount
    ? ', for the account where the service is set up: often not the account of the role'
    : '';
  return arns.length ? `${keys}${whose}:\n\n${bullets(arns)}` : `${keys}${whose}.`;
}

function externalIdOf({ sends: { externalId } }: ServiceRecord): string | undefined {
  return externalId && `It sends ${code('sts:ExternalId')}: ${externalId.what}`;
}
