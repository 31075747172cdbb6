import { pastedArn } from '../../pasted.ts';
import { roleArn, rolesAnywhereProfileName, type Need, type Role } from '../../role.ts';
import { annotateCommand } from '../needTexts.ts';
import {
  asIs,
  command,
  commented,
  ifSucceeds,
  indented,
  list,
  option,
  orElse,
  printed,
  quoted,
  type Lines,
} from './shell.ts';

/** What is there before the role: its trust policy names it. */
export function before(role: Role): Lines {
  return role.needs.flatMap((need) => {
    const lines = need.kind === 'oidcProvider' ? oidc(need) : need.kind === 'samlProvider' ? saml(need) : [];
    return lines.length ? [...lines, ''] : [];
  });
}

/** What uses the role. */
export function after(role: Role): Lines {
  return role.needs.flatMap((need) => {
    const lines = user(need, role);
    return lines.length ? ['', ...lines] : [];
  });
}

function user(need: Need, role: Role): Lines {
  switch (need.kind) {
    case 'oidcProvider':
    case 'samlProvider':
      return [];
    case 'instanceProfile':
      return instanceProfile(role);
    case 'podIdentityAssociation':
      return podIdentity(need, role);
    case 'serviceAccountAnnotation':
      return serviceAccount(need, role);
    case 'rolesAnywhereProfile':
      return profile(need, role);
  }
}

function oidc({ arn, url, clientIds }: Need & { kind: 'oidcProvider' }): Lines {
  const provider = option('--open-id-connect-provider-arn', arn);
  const create = (...more: readonly string[]): Lines =>
    command(
      'aws iam create-open-id-connect-provider',
      option('--url', url),
      ...(clientIds.length ? [list('--client-id-list', clientIds)] : []),
      ...more,
    );
  return [
    "# OIDC provider, if it isn't there yet; else with these audiences",
    ...ifSucceeds(
      'aws iam get-open-id-connect-provider',
      [provider],
      clientIds.flatMap((id) =>
        command('aws iam add-client-id-to-open-id-connect-provider', provider, asIs('--client-id', 'ClientID', id)),
      ),
      [
        '# IAM finds the thumbprints itself. AWS CLI versions before July 2024 require the option.',
        ...orElse(create(), create(option('--thumbprint-list', '[]'))),
      ],
    ),
  ];
}

function saml({ arn, name }: Need & { kind: 'samlProvider' }): Lines {
  return [
    "# SAML provider, if it isn't there yet. Download the metadata document from the identity provider as saml-metadata.xml.",
    ...ifSucceeds(
      'aws iam get-saml-provider',
      [option('--saml-provider-arn', arn)],
      [],
      [
        'if [ -f saml-metadata.xml ]; then',
        ...indented(
          command(
            'aws iam create-saml-provider',
            option('--name', name),
            option('--saml-metadata-document', 'file://saml-metadata.xml'),
          ),
        ),
        'else',
        `  echo ${quoted(`The SAML provider ${name} isn't there yet: save its metadata as saml-metadata.xml and run this again.`)} >&2`,
        'fi',
      ],
    ),
  ];
}

function instanceProfile({ name }: Role): Lines {
  const profile = option('--instance-profile-name', name);
  const role = option('--role-name', name);
  const present = printed(
    'aws iam get-instance-profile',
    profile,
    option('--query', 'InstanceProfile.Roles[].RoleName'),
    '--output=text',
  );
  return [
    '# Instance profile: EC2 instances get the role through it',
    ...ifSucceeds('aws iam get-instance-profile', [profile], [], command('aws iam create-instance-profile', profile)),
    `if [ ${present} != ${quoted(name)} ]; then`,
    ...indented(command('aws iam add-role-to-instance-profile', profile, role)),
    'fi',
  ];
}

function podIdentity(need: Need & { kind: 'podIdentityAssociation' }, role: Role): Lines {
  const { cluster = '<CLUSTER>', namespace = '<NAMESPACE>', serviceAccount = '<SERVICE_ACCOUNT>' } = need;
  const region = need.region === undefined ? [] : [option('--region', need.region)];
  const pods = [
    ...region,
    option('--cluster-name', cluster),
    option('--namespace', namespace),
    option('--service-account', serviceAccount),
  ];
  const lines = [
    `association=${printed('aws eks list-pod-identity-associations', ...pods, option('--query', 'associations[].associationId'), '--output=text')}`,
    'if [ -z "$association" ]; then',
    ...indented(command('aws eks create-pod-identity-association', ...pods, roleArnOption(role))),
    'else',
    ...indented(
      command(
        'aws eks update-pod-identity-association',
        ...region,
        option('--cluster-name', cluster),
        '--association-id="$association"',
        roleArnOption(role),
      ),
    ),
    'fi',
  ];
  const known = [need.cluster, need.namespace, need.serviceAccount].every((name) => name !== undefined);
  return known
    ? [`# Pod Identity association${region.length ? '' : ', in the Region of the cluster'}`, ...lines]
    : ['# Pod Identity association: complete and uncomment it for each service account', ...commented(lines)];
}

function serviceAccount(need: Need & { kind: 'serviceAccountAnnotation' }, role: Role): Lines {
  return [
    '# Service account: kubectl writes to its current cluster, so uncomment this when that is the right one',
    ...commented([annotateCommand(need, roleArn(role))]),
  ];
}

function profile({ trustAnchor }: Need & { kind: 'rolesAnywhereProfile' }, role: Role): Lines {
  const name = rolesAnywhereProfileName(role);
  const region = pastedArn(trustAnchor)?.region.value ?? '<REGION>';
  // Several may have one name, and others may go by those that are there: what counts is that one has the role.
  const query = `profiles[?enabled && contains(roleArns, '$role')].profileId`;
  const present = printed(
    'aws rolesanywhere list-profiles',
    option('--region', region),
    `--query="${query}"`,
    '--output=text',
  );
  return [
    '# Roles Anywhere profile, if none has the role yet',
    `role="${arnOf(role)}"`,
    `if [ -z ${present} ]; then`,
    ...indented(
      command(
        'aws rolesanywhere create-profile',
        option('--region', region),
        option('--name', name),
        '--role-arns="$role"',
        option('--duration-seconds', String(role.duration)),
        '--enabled',
      ),
    ),
    'fi',
  ];
}

/** As IAM tells it: in the account that the commands run in. */
function arnOf({ name }: Role): string {
  return `$(aws iam get-role ${option('--role-name', name)} --query=Role.Arn --output=text)`;
}

function roleArnOption(role: Role): string {
  return `--role-arn="${arnOf(role)}"`;
}
