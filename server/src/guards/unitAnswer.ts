import { isOrganizationId } from '../iam/organization.ts';
import { pastedArn, unquoted } from '../iam/pasted.ts';
import { ORGANIZATION_PATH } from './forms.ts';

/** What is wrong with the path of an OU, as a sentence. @param organization that the callers are kept to already */
export function unitProblem(path: string, organization: string | undefined): string | undefined {
  const unit = path.replace(/\*$/, '').replace('/*ou-', '/ou-');
  if (!ORGANIZATION_PATH.test(unit) || !unit.includes('/ou-'))
    return 'Not the path of an OU. Example: o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/';
  // What isn't an ID yet has a problem of its own.
  return organization === undefined || !isOrganizationId(organization) || path.startsWith(`${organization}/`)
    ? undefined
    : `This OU is in another organization than ${organization}.`;
}

/**
 * What lies below an OU. Its ARN, `arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-11111111`, leaves out the OUs above
 * it, and its ID holds that of its root.
 */
export function unitPathIn(value: string): string {
  const [kind, organization, unit, ...rest] = pastedArn(value)?.resource.value.split('/') ?? [];
  const root = /^ou-([a-z0-9]+)-/.exec(unit ?? '')?.[1];
  if (kind === 'ou' && organization !== undefined && unit !== undefined && root !== undefined && !rest.length)
    return `${organization}/r-${root}/*${unit}/*`;
  return `${unquoted(value).replace(/\*$/, '').replace(/\/$/, '')}/*`;
}
