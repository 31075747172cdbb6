import { roleArn, rolesAnywhereProfileName, type Need, type Role } from '../role.ts';
import { pastedArn } from '../pasted.ts';
import { quoted } from '../../text/hcl/words.ts';
import { block, comment, type HclMember } from './hcl.ts';
import { annotateCommand, setToFalse } from './needTexts.ts';

/** Something that a role needs, as a part of a Terraform file. */
interface NeededBlocks {
  readonly blocks: readonly string[];
  /** The address of a resource that has to be there before the role: IAM may reject a principal that doesn't exist. */
  readonly before?: string;
}

/** @param label that of the role, and of all that is made for it */
export function terraformNeeds(role: Role, label: string): readonly NeededBlocks[] {
  return role.needs.map((need) => blocksOf(need, role, label));
}

function blocksOf(need: Need, role: Role, label: string): NeededBlocks {
  switch (need.kind) {
    case 'instanceProfile':
      return { blocks: [instanceProfile(role, label)] };
    case 'oidcProvider':
      return oidcProvider(need, label);
    case 'samlProvider':
      return samlProvider(need, label);
    case 'podIdentityAssociation':
      return { blocks: podIdentityAssociation(need, label) };
    case 'serviceAccountAnnotation':
      return {
        blocks: [comment('Annotate the service account with the role:', `  ${annotateCommand(need, roleArn(role))}`)],
      };
    case 'rolesAnywhereProfile':
      return { blocks: [rolesAnywhereProfile(need, role, label)] };
  }
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_instance_profile */
function instanceProfile({ name }: Role, label: string): string {
  return resource('aws_iam_instance_profile', label, [
    ['name', quoted(name)],
    ['role', `aws_iam_role.${label}.name`],
  ]);
}

/** An account has one provider for an issuer. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_openid_connect_provider */
function oidcProvider(need: Need & { kind: 'oidcProvider' }, label: string): NeededBlocks {
  const { url, clientIds } = need;
  const type = 'aws_iam_openid_connect_provider';
  return {
    blocks: [
      variable('create_oidc_provider', setToFalse(need), [
        ['type', 'bool'],
        ['default', 'true'],
      ]),
      resource(type, label, [
        ['count', 'var.create_oidc_provider ? 1 : 0'],
        ['url', quoted(url)],
        ['client_id_list', `[${clientIds.map(quoted).join(', ')}]`],
      ]),
    ],
    before: `${type}.${label}`,
  };
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_saml_provider */
function samlProvider({ name }: Need & { kind: 'samlProvider' }, label: string): NeededBlocks {
  const type = 'aws_iam_saml_provider';
  return {
    blocks: [
      variable(
        'saml_metadata_file',
        `Path of the metadata XML from the identity provider. Leave empty if the account already has the SAML provider ${name}.`,
        [
          ['type', 'string'],
          ['default', '""'],
        ],
      ),
      resource(type, label, [
        ['count', 'var.saml_metadata_file == "" ? 0 : 1'],
        ['name', quoted(name)],
        ['saml_metadata_document', 'file(var.saml_metadata_file)'],
      ]),
    ],
    before: `${type}.${label}`,
  };
}

/**
 * An association is of one service account; what the policy leaves open is asked for.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eks_pod_identity_association
 */
function podIdentityAssociation(
  { cluster, namespace, serviceAccount }: Need & { kind: 'podIdentityAssociation' },
  label: string,
): readonly string[] {
  const places = [
    { name: 'cluster_name', known: cluster, description: 'Name of the EKS cluster' },
    { name: 'namespace', known: namespace, description: 'Kubernetes namespace of the service account' },
    { name: 'service_account', known: serviceAccount, description: 'Kubernetes service account that uses the role' },
  ];
  return [
    ...places
      .filter(({ known }) => known === undefined)
      .map(({ name, description }) => variable(name, description, [['type', 'string']])),
    comment('In the Region of the cluster, which needs the add-on eks-pod-identity-agent.') +
      resource('aws_eks_pod_identity_association', label, [
        ...places.map(({ name, known }): HclMember => [name, known === undefined ? `var.${name}` : quoted(known)]),
        ['role_arn', `aws_iam_role.${label}.arn`],
      ]),
  ];
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rolesanywhere_profile */
function rolesAnywhereProfile(
  { trustAnchor }: Need & { kind: 'rolesAnywhereProfile' },
  role: Role,
  label: string,
): string {
  const region = pastedArn(trustAnchor)?.region.value ?? '';
  return (
    comment(`In the Region of the trust anchor: ${region}`) +
    resource('aws_rolesanywhere_profile', label, [
      ['name', quoted(rolesAnywhereProfileName(role))],
      ['enabled', 'true'],
      ['duration_seconds', String(role.duration)],
      ['role_arns', `[aws_iam_role.${label}.arn]`],
    ])
  );
}

function resource(type: string, label: string, members: readonly HclMember[]): string {
  return block('resource', [type, label], members);
}

function variable(name: string, description: string, members: readonly HclMember[]): string {
  return block('variable', [name], [['description', quoted(description)], ...members]);
}
