import type { ServiceRecord } from '../catalogue/serviceRecord.ts';
import { isAccountId } from '../iam/account.ts';
import { parseArn, type Arn } from '../iam/arn.ts';
import { unquoted } from '../iam/pasted.ts';
import { serviceOf } from '../policy/namedService.ts';
import { maySendArn } from '../policy/sentArns.ts';
import { partitionProblem, regionProblem } from './regionProblem.ts';
import type { Asked, Callers, GuardQuestion } from './guard.ts';

/** The question for the ARNs of what services act for. */

/** The services among callers whose ARNs AWS documents. */
export function sendersIn({ principals }: Pick<Callers, 'principals'>): readonly ServiceRecord[] {
  return principals.flatMap(({ value }) => {
    const service = serviceOf(value);
    return service?.sends.sourceArns.length ? [service] : [];
  });
}

export function arnsIn(answer: string): readonly string[] {
  const arns = answer.split(/[,;\s]+/).map(unquoted);
  return [...new Set(arns)].filter(Boolean);
}

export function sourceArnQuestion(asked: Asked): GuardQuestion {
  const senders = sendersIn(asked);
  return {
    title: 'Which resources can the service act for?',
    prompt: 'ARN of the resource, or several separated by commas. "*" matches any text.',
    placeholder: senders.length ? senders.map(exampleOf).join(', ') : exampleOf(undefined),
    list: true,
    problem: (value) => {
      const arns = arnsIn(value);
      if (!arns.length) return `Give an ARN. Example: ${exampleOf(senders[0])}`;
      return firstOf(arns.map((arn) => arnProblem(arn, senders, asked))) ?? unlistedProblem(arns, senders);
    },
    read: (value) => {
      const arns = arnsIn(value);
      const partition = parsed(arns[0] ?? '')?.partition.value;
      return { sourceArnValue: arns.join(', '), ...(partition === undefined ? {} : { partition }) };
    },
  };
}

function firstOf(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}

function parsed(value: string): Arn | undefined {
  return parseArn({ value, holes: [] });
}

function arnProblem(value: string, senders: readonly ServiceRecord[], { told }: Asked): string | undefined {
  const arn = parsed(value);
  if (!arn) return `Not an ARN. Example: ${exampleOf(senders[0])}`;
  const { partition, region, account } = arn;
  const isAnywhere = region.value === '' || /[*?]/.test(region.value);
  const wrong = isAnywhere ? partitionProblem(partition.value) : regionProblem(arn);
  if (wrong !== undefined) return wrong;
  if (!isAccountId(account.value)) return 'Give the ARN with its account ID (12 digits).';
  const sourceAccount = (told('sourceAccount') ?? '').replace(/\D/g, '');
  if (isAccountId(sourceAccount) && sourceAccount !== account.value)
    return `This ARN is in account ${account.value}, but the service can act only for account ${sourceAccount}.`;
  return !senders.length || senders.some((service) => maySendArn(service, arn))
    ? undefined
    : `The ${senders.length > 1 ? "services don't" : "service doesn't"} send this ARN. Example: ${exampleOf(senders[0])}`;
}

/** A service that sends ARNs, and none of these, could not use the role. */
function unlistedProblem(arns: readonly string[], senders: readonly ServiceRecord[]): string | undefined {
  const read = arns.flatMap((arn) => parsed(arn) ?? []);
  const without = senders.find((service) => !read.some((arn) => maySendArn(service, arn)));
  const partitions = new Set(read.map(({ partition }) => partition.value));
  if (partitions.size > 1) return `One role can't trust several partitions (found ${[...partitions].join(', ')}).`;
  return without && `Also give an ARN for ${without.service}. Example: ${exampleOf(without)}`;
}

function exampleOf(service: ServiceRecord | undefined): string {
  const shape = service?.sends.sourceArns[0] ?? 'arn:aws:SERVICE:REGION:ACCOUNT:*';
  return shape
    .replace('REGION', 'eu-west-1')
    .replace('ACCOUNT', '111122223333')
    .replace(/[A-Z][A-Z0-9-]+/g, '*');
}
