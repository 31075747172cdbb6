import type { JsonValue } from '../../tree/node.ts';
import { pastedArn } from '../pasted.ts';
import { rolesAnywhereProfileName, type Need, type Role } from '../role.ts';
import { annotateCommand, setToFalse } from './needTexts.ts';

/** The logical ID of the role. */
export const ROLE = 'Role';

export const ROLE_ARN: JsonValue = { 'Fn::GetAtt': [ROLE, 'Arn'] };

/** A part of a template: members of its sections by logical ID. */
export interface TemplatePart {
  readonly Parameters?: Readonly<Record<string, JsonValue>>;
  readonly Conditions?: Readonly<Record<string, JsonValue>>;
  readonly Resources?: Readonly<Record<string, JsonValue>>;
  readonly Outputs?: Readonly<Record<string, JsonValue>>;
  /** The ARN of a provider, which the role waits for: IAM may reject a principal that doesn't exist. */
  readonly provider?: JsonValue;
  /** What to know when it is deployed. */
  readonly note?: string;
}

export function templateNeeds(role: Role): readonly TemplatePart[] {
  return role.needs.map((need) => partOf(need, role));
}

function partOf(need: Need, role: Role): TemplatePart {
  switch (need.kind) {
    case 'instanceProfile':
      return instanceProfile(role);
    case 'oidcProvider':
      return oidcProvider(need);
    case 'samlProvider':
      return samlProvider(need);
    case 'podIdentityAssociation':
      return podIdentityAssociation(need);
    case 'serviceAccountAnnotation':
      return {
        Outputs: {
          AnnotateServiceAccount: {
            Description: 'Command that annotates the service account with the role',
            Value: { 'Fn::Sub': annotateCommand(need, `\${${ROLE}.Arn}`) },
          },
        },
      };
    case 'rolesAnywhereProfile':
      return rolesAnywhereProfile(need, role);
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html */
function instanceProfile({ name }: Role): TemplatePart {
  return {
    Resources: {
      InstanceProfile: {
        Type: 'AWS::IAM::InstanceProfile',
        Properties: { InstanceProfileName: name, Roles: [{ Ref: ROLE }] },
      },
    },
  };
}

/** An account has one provider for an issuer. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-oidcprovider.html */
function oidcProvider(need: Need & { kind: 'oidcProvider' }): TemplatePart {
  const { arn, url, clientIds } = need;
  return {
    Parameters: {
      CreateOidcProvider: {
        Type: 'String',
        Description: setToFalse(need),
        AllowedValues: ['true', 'false'],
        Default: 'true',
      },
    },
    Conditions: { [isNew('OidcProvider')]: { 'Fn::Equals': [{ Ref: 'CreateOidcProvider' }, 'true'] } },
    Resources: {
      OidcProvider: {
        Type: 'AWS::IAM::OIDCProvider',
        Condition: isNew('OidcProvider'),
        ...KEPT,
        Properties: { Url: url, ClientIdList: clientIds },
      },
    },
    provider: ifNew('OidcProvider', arn),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-samlprovider.html */
function samlProvider({ arn, name }: Need & { kind: 'samlProvider' }): TemplatePart {
  return {
    Parameters: {
      SamlMetadataDocument: {
        Type: 'String',
        Description:
          `Metadata XML from the identity provider. Leave empty if the account already has the SAML provider ${name}. ` +
          'Parameters have up to 4096 bytes: create the provider first if the XML is longer.',
        Default: '',
      },
    },
    Conditions: { [isNew('SamlProvider')]: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'SamlMetadataDocument' }, ''] }] } },
    Resources: {
      SamlProvider: {
        Type: 'AWS::IAM::SAMLProvider',
        Condition: isNew('SamlProvider'),
        ...KEPT,
        Properties: { Name: name, SamlMetadataDocument: { Ref: 'SamlMetadataDocument' } },
      },
    },
    provider: ifNew('SamlProvider', arn),
  };
}

function isNew(provider: string): string {
  return `${provider}IsNew`;
}

function ifNew(provider: string, arn: string): JsonValue {
  return { 'Fn::If': [isNew(provider), { Ref: provider }, arn] };
}

/** Other roles of the account may trust a provider, so it outlives the stack. */
const KEPT: Readonly<Record<string, JsonValue>> = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

/**
 * An association is of one service account; what the policy leaves open is asked for.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-podidentityassociation.html
 */
function podIdentityAssociation({
  cluster,
  namespace,
  serviceAccount,
}: Need & { kind: 'podIdentityAssociation' }): TemplatePart {
  const places = [
    { name: 'ClusterName', known: cluster, description: 'Name of the EKS cluster' },
    { name: 'Namespace', known: namespace, description: 'Kubernetes namespace of the service account' },
    { name: 'ServiceAccount', known: serviceAccount, description: 'Kubernetes service account that uses the role' },
  ];
  const asked = places.filter(({ known }) => known === undefined);
  return {
    Parameters: Object.fromEntries(asked.map((p) => [p.name, { Type: 'String', Description: p.description }])),
    Resources: {
      PodIdentityAssociation: {
        Type: 'AWS::EKS::PodIdentityAssociation',
        Properties: {
          ...Object.fromEntries(places.map(({ name, known }) => [name, known ?? { Ref: name }])),
          RoleArn: ROLE_ARN,
        },
      },
    },
    note: 'Use the Region of the cluster, which needs the add-on eks-pod-identity-agent.',
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rolesanywhere-profile.html */
function rolesAnywhereProfile({ trustAnchor }: Need & { kind: 'rolesAnywhereProfile' }, role: Role): TemplatePart {
  return {
    Resources: {
      RolesAnywhereProfile: {
        Type: 'AWS::RolesAnywhere::Profile',
        Properties: {
          Name: rolesAnywhereProfileName(role),
          Enabled: true,
          DurationSeconds: role.duration,
          RoleArns: [ROLE_ARN],
        },
      },
    },
    note: `Use the Region of the trust anchor: ${pastedArn(trustAnchor)?.region.value ?? ''}.`,
  };
}
