/** A service principal's name taken apart: `states.eu-west-1.amazonaws.com`. */
export interface ServiceName {
  /** Without Region, and with the suffix of the aws partition: what tables list. */
  readonly global: string;
  readonly region: string | undefined;
}

/** Suffixes AWS uses. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const SUFFIXES = ['amazonaws.com', 'amazonaws.com.cn', 'c2s.ic.gov', 'sc2s.sgov.gov'];
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Takes a service principal apart; undefined when it has no suffix that AWS uses, or other characters than names have. */
export function parseServiceName(value: string): ServiceName | undefined {
  const lower = value.toLowerCase();
  const suffix = SUFFIXES.find((s) => lower.endsWith(`.${s}`));
  if (suffix === undefined) return undefined;
  const labels = lower.slice(0, -suffix.length - 1).split('.');
  if (!labels.every((label) => /^[a-z0-9-]+$/.test(label))) return undefined;
  const region = labels.find((label) => REGION.test(label));
  const name = labels.filter((label) => label !== region);
  if (!name.length) return undefined;
  return { global: `${name.join('.')}.amazonaws.com`, region };
}
