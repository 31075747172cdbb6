/** An error as its source has it, and what must be said of it with a policy open. */
export interface AwsError {
  readonly id: string;
  /** The page of AWS, or the thread, that shows the error. */
  readonly source: string;
  readonly pasted: string;
  /** The open policy's statements; no document where they are left out. */
  readonly statements?: readonly object[];
  /** Each stands in a sure cause. */
  readonly sure?: readonly string[];
  /** Each stands in a cause that is to be checked. */
  readonly maybe?: readonly string[];
  /** Each stands in a check or its command. */
  readonly checks?: readonly string[];
  /** None stands anywhere in the answer. */
  readonly never?: readonly string[];
  /** A text of the policy that the first cause points at. */
  readonly at?: string;
}

/** An Allow statement. */
export function statement(principal: object, action = 'sts:AssumeRole', condition?: object): object {
  return { Effect: 'Allow', Principal: principal, Action: action, ...(condition ? { Condition: condition } : {}) };
}

export const ROLE = 'arn:aws:iam::111122223333:role';
const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
export const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/5D1C0B7E9A3344F0A1B2C3D4E5F60718';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
export const EC2 = [statement({ Service: 'ec2.amazonaws.com' })];
export const NO_FLAGS = ['--external-id', '--role-session-name', 'get-caller-identity'];
const json = (value: object): string => JSON.stringify(value, null, 1);
const event = (more: object): string =>
  json({
    eventVersion: '1.08',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: 'us-east-1',
    errorCode: 'AccessDenied',
    ...more,
  });

/** A service that the policy does not trust, which trusts Amazon EC2. */
export const untrusted = (id: string, source: string, pasted: string, ...services: readonly string[]): AwsError => ({
  id,
  source,
  pasted,
  statements: services.includes('ec2') ? [statement({ Service: 'eks.amazonaws.com' })] : EC2,
  sure: services.map((service) => `"${service}.amazonaws.com"`),
  never: NO_FLAGS,
  at: services.includes('ec2') ? 'eks.amazonaws.com' : 'ec2.amazonaws.com',
});

export const AWS_ERRORS: readonly AwsError[] = [
  // Services.
  untrusted(
    'Step Functions',
    'https://github.com/lumigo-io/lumigo-CLI/issues/83',
    'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
    'states',
  ),
  {
    id: 'Step Functions, the principal of another Region',
    source: 'https://github.com/lumigo-io/lumigo-CLI/issues/83',
    pasted:
      'AccessDeniedException: Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
    statements: [statement({ Service: 'states.us-east-1.amazonaws.com' })],
    sure: ['"states.amazonaws.com"'],
    maybe: ['Region'],
    at: 'states.us-east-1.amazonaws.com',
  },
  untrusted(
    'Lambda, in CloudFormation',
    'https://github.com/aws-samples/aws-ct-vpc-flowlogs/issues/1',
    'ResourceLogicalId:FlowLogActivator, ResourceType:AWS::Lambda::Function, ResourceStatusReason:Resource handler returned message: "The role defined for the function cannot be assumed by Lambda. (Service: Lambda, Status Code: 400, Request ID: b3ca3772, Extended Request ID: null)".',
    'lambda',
  ),
  untrusted(
    'EC2, from the instance',
    `${IAM}/troubleshoot_iam-ec2.html`,
    json({
      Code: 'AssumeRoleUnauthorizedAccess',
      Message: `EC2 cannot assume the role MyRole. Please see documentation at ${IAM}/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc.`,
      LastUpdated: '2026-09-17T20:46:56Z',
    }),
    'ec2',
  ),
  untrusted(
    'Systems Manager, told by the SDK alone',
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-troubleshooting.html',
    'The defined assume role is unable to be assumed. (Service: AWSSimpleSystemsManagement; Status Code: 400; Error Code: InvalidAutomationExecutionParametersException; Request ID: x)',
    'ssm',
  ),
  untrusted(
    'Service Catalog',
    'https://docs.aws.amazon.com/servicecatalog/latest/adminguide/using-service-actions.html',
    'Access denied while assuming the role',
    'servicecatalog',
  ),
  untrusted(
    'API Gateway, of an integration',
    'https://github.com/terraform-aws-modules/terraform-aws-apigateway-v2/issues/87',
    'API Gateway doesn’t have permissions to assume the IAM role configured on the integration. Check the permissions and try again.',
    'apigateway',
  ),
  untrusted(
    'API Gateway, of its account',
    'https://github.com/aws-cloudformation/rain/issues/163',
    'RestApiAccount: Resource handler returned message: "The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy. (Service: ApiGateway, Status Code: 400, Request ID: b8267784)"',
    'apigateway',
  ),
  untrusted(
    'ECS with a load balancer, which it does not name',
    'https://github.com/hashicorp/terraform/issues/5442',
    'InvalidParameterException: Unable to assume role and validate the listeners configured on your load balancer. Please verify the role being passed has the proper permissions.',
    'ecs',
  ),
  untrusted(
    'ECS tasks',
    'https://github.com/aws-samples/aws-modern-application-workshop/issues/149',
    `service MythicalMysfits-Service failed to launch a task with (error ECS was unable to assume the role '${ROLE}/task' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).`,
    'ecs-tasks',
  ),
  {
    id: 'Cognito user pools, which someone took for a provider',
    source: 'https://github.com/aws-amplify/amplify-flutter/issues/1328',
    pasted:
      'cause=com.amazonaws.services.cognitoidentityprovider.model.InvalidSmsRoleTrustRelationshipException: Role does not have a trust relationship allowing Cognito to assume the role (Service: AmazonCognitoIdentityProvider; Status Code: 400)',
    statements: [statement({ Federated: 'cognito-idp.amazonaws.com' }, 'sts:AssumeRoleWithWebIdentity')],
    sure: ['IAM rejects'],
    maybe: ['it must be under "Service"'],
    never: ['cognito-identity.amazonaws.com is the caller', 'The trust policy allows'],
    at: 'cognito-idp.amazonaws.com',
  },
  {
    id: 'Cognito identity pool, with the action of accounts',
    source: 'https://github.com/danilop/LambdAuth/issues/4',
    pasted: json({
      __type: 'InvalidIdentityPoolConfigurationException',
      message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    }),
    statements: [
      statement({ Federated: 'cognito-identity.amazonaws.com' }, 'sts:AssumeRole', {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:7c0b7f2a-5b1e-4b7e-9d3f-0a1b2c3d4e5f' },
      }),
    ],
    sure: ['sts:AssumeRoleWithWebIdentity'],
    at: '"Action": "sts:AssumeRole"',
  },
  {
    id: 'EKS Pod Identity, without TagSession',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html',
    pasted:
      'Error when retrieving credentials from container-role: Error retrieving metadata: Received non 200 response 400 from container metadata: (AccessDeniedException): Unauthorized Exception! EKS does not have permissions to assume the associated role., fault: client',
    statements: [statement({ Service: 'pods.eks.amazonaws.com' })],
    sure: ['sts:TagSession'],
    never: NO_FLAGS,
    at: '"Action": "sts:AssumeRole"',
  },
  {
    id: 'EKS nodes: each principal that is missing',
    source: 'https://github.com/aws/aws-k8s-tester/blob/master/eksconfig/add-on-managed-node-groups.go',
    pasted: `InvalidParameterException: Following required service principals [ec2.amazonaws.com, eks-fargate-pods.amazonaws.com] were not found in the trust relationships of nodeRole ${ROLE}/nodes`,
    statements: [statement({ Service: 'eks-fargate-pods.amazonaws.com' })],
    sure: ['"ec2.amazonaws.com"'],
    never: ['Add "Service": "eks-fargate-pods.amazonaws.com"'],
    at: 'eks-fargate-pods.amazonaws.com',
  },
  {
    id: 'Redshift, which may be Redshift Serverless',
    source:
      'https://stackoverflow.com/questions/70659682/aws-redshift-serverless-error-not-authorized-to-get-credentials-of-role',
    pasted: `ERROR: Not authorized to get credentials of role ${ROLE}/copy`,
    statements: [statement({ Service: 'redshift.amazonaws.com' })],
    maybe: ['"redshift-serverless.amazonaws.com"'],
    at: 'redshift.amazonaws.com',
  },
  {
    id: 'a vendor, with the external ID',
    source: 'https://docs.datadoghq.com/integrations/faq/error-datadog-not-authorized-sts-assume-role',
    pasted:
      'Datadog is not authorized to perform action sts:AssumeRole Account affected:111122223333 Regions affected: us-east-1, eu-west-1',
    statements: [
      statement({ AWS: 'arn:aws:iam::464622532012:root' }, 'sts:AssumeRole', {
        StringEquals: { 'sts:ExternalId': 'acme-7f9c' },
      }),
    ],
    maybe: ['external ID that the vendor shows'],
    checks: ['the page of Datadog', 'service control policies'],
    never: NO_FLAGS,
    at: 'sts:ExternalId',
  },
  {
    id: 'a vendor that is not trusted',
    source: 'https://docs.datadoghq.com/integrations/faq/error-datadog-not-authorized-sts-assume-role',
    pasted: 'Datadog is not authorized to perform action sts:AssumeRole Account affected:111122223333',
    statements: [statement({ AWS: 'arn:aws:iam::444455556666:root' })],
    sure: ["doesn't trust Datadog", 'arn:aws:iam::464622532012:root'],
    never: NO_FLAGS,
    at: 'arn:aws:iam::444455556666:root',
  },
  // Accounts.
  {
    id: 'the role trust policy, as AWS says itself',
    source: `${IAM}/troubleshoot_access-denied.html`,
    pasted:
      'User: arn:aws:iam::777788889999:user/JohnDoe is not authorized to perform: sts:AssumeRole because no role trust policy allows the sts:AssumeRole action',
    statements: [statement({ AWS: 'arn:aws:iam::111122223333:root' })],
    sure: ['no role trust policy allows', '"arn:aws:iam::777788889999:user/JohnDoe"'],
  },
  {
    id: 'a Deny of the role trust policy',
    source: `${IAM}/troubleshoot_access-denied.html`,
    pasted: `User: arn:aws:iam::111122223333:user/JohnDoe is not authorized to perform: sts:AssumeRole with an explicit deny in the role trust policy`,
    statements: [
      statement({ AWS: '111122223333' }),
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
    sure: ['a Deny statement in the role trust policy', 'overrides every Allow'],
  },
  {
    id: 'a service control policy',
    source: `${IAM}/troubleshoot_access-denied.html`,
    pasted: `User: arn:aws:sts::111122223333:assumed-role/ci/run is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/d with an explicit deny in a service control policy: arn:aws:organizations::123456789012:policy/o-a/service_control_policy/p-123`,
    statements: [statement({ AWS: '999988887777' })],
    sure: ['service control policy', "The trust policy isn't the cause"],
    never: ["The policy doesn't trust"],
  },
  {
    id: 'something that is no role',
    source: 'https://github.com/amzn/selling-partner-api-models/issues/2523',
    pasted:
      'AccessDenied (client): User: arn:aws:iam::111122223333:user/Shop is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:user/Shop - Sender AccessDenied',
    statements: [statement({ AWS: '111122223333' })],
    sure: ["arn:aws:iam::111122223333:user/Shop, which isn't a role"],
    never: ["The policy doesn't trust"],
  },
  {
    id: 'the root user',
    source: 'https://github.com/double-break/spapi-php/issues/45',
    pasted:
      'An error occurred (AccessDenied) when calling the AssumeRole operation: Roles may not be assumed by root accounts.',
    statements: [statement({ AWS: '111122223333' })],
    sure: ["root user can't assume roles"],
  },
  {
    id: 'a role that calls itself',
    source: 'https://github.com/cert-manager/cert-manager/issues/5780',
    pasted: `User: arn:aws:sts::111122223333:assumed-role/App/s is not authorized to perform: sts:AssumeRole on resource: ${ROLE}/App`,
    statements: EC2,
    sure: ['trusted by itself', `"${ROLE}/App"`],
    at: 'ec2.amazonaws.com',
  },
  {
    id: 'the name of a user in another case, in XML',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
    pasted: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error><Type>Sender</Type><Code>AccessDenied</Code>
  <Message>User: arn:aws:iam::111122223333:user/bob is not authorized to perform: sts:AssumeRole on resource: ${ROLE}/x</Message></Error>
</ErrorResponse>`,
    statements: [statement({ AWS: 'arn:aws:iam::111122223333:user/Bob' })],
    sure: ['user/bob'],
    maybe: ['case-sensitive'],
    at: 'arn:aws:iam::111122223333:user/Bob',
  },
  {
    id: 'an event of a user without MFA',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html',
    pasted: json({
      Records: [
        JSON.parse(
          event({
            errorMessage: `User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: sts:AssumeRole on resource: ${ROLE}/admin`,
            userIdentity: {
              type: 'IAMUser',
              principalId: 'AIDAJ45Q7YFFAREXAMPLE',
              arn: 'arn:aws:iam::111122223333:user/Alice',
              accountId: '111122223333',
              userName: 'Alice',
            },
            requestParameters: { roleArn: `${ROLE}/admin`, roleSessionName: 's' },
          }),
        ) as object,
      ],
    }),
    statements: [
      statement({ AWS: '111122223333' }, 'sts:AssumeRole', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    ],
    sure: ['aws:MultiFactorAuthPresent', '--serial-number'],
    at: 'aws:MultiFactorAuthPresent',
  },
  {
    id: 'an event of a session, from an address that is not allowed',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html',
    pasted: json({
      Events: [
        {
          EventName: 'AssumeRole',
          CloudTrailEvent: event({
            sourceIPAddress: '198.51.100.7',
            userIdentity: {
              type: 'AssumedRole',
              arn: 'arn:aws:sts::111122223333:assumed-role/RoleToBeAssumed/MySessionName',
              accountId: '111122223333',
              sessionContext: {
                sessionIssuer: {
                  type: 'Role',
                  arn: `${ROLE}/team/RoleToBeAssumed`,
                  principalId: 'AROAIDPPEZS35WEXAMPLE',
                },
                attributes: { mfaAuthenticated: 'false' },
              },
            },
            requestParameters: { roleArn: `${ROLE}/admin`, roleSessionName: 's' },
          }),
        },
      ],
    }),
    statements: [
      statement({ AWS: `${ROLE}/team/RoleToBeAssumed` }, 'sts:AssumeRole', {
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      }),
    ],
    sure: ['"198.51.100.7"'],
    at: 'aws:SourceIp',
  },
  {
    id: 'an authorization ID, of another action',
    source: `${IAM}/troubleshoot_access-denied-authorization-id.html`,
    pasted:
      'User: arn:aws:iam::123456789012:user/janedoe is not authorized to perform: iam:CreateInstanceProfile on resource: arn:aws:iam::123456789012:instance-profile/my-instance-profile with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/ExampleDenyPolicy. Go to https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1#/authorization-details/EXAMPLE1a2b3c4d5e6f7g8h9i0j for complete details, or call the GetRequestAuthorizationDetails API with the following authorization id: EXAMPLE1a2b3c4d5e6f7g8h9i0j',
    sure: ['identity-based policy'],
    checks: [
      'aws iam-toolbox get-request-authorization-details --region us-east-1 --authorization-id EXAMPLE1a2b3c4d5e6f7g8h9i0j',
    ],
  },
  {
    id: 'an encoded message',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html',
    pasted:
      'An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. Encoded authorization failure message: 4wL3sZ7X8y9abcdefghij_klmnopqrstuv',
    checks: ['aws sts decode-authorization-message', '4wL3sZ7X8y9abcdefghij_klmnopqrstuv'],
  },
  untrusted(
    'EventBridge, which names its principal',
    'https://github.com/Miserlou/Zappa/issues/381',
    `ValidationException: Provided role '${ROLE}/target' cannot be assumed by principal 'events.amazonaws.com'.`,
    'events',
  ),
  {
    id: 'CodeDeploy in China, under its name elsewhere',
    source: 'https://docs.amazonaws.cn/en_us/codedeploy/latest/userguide/getting-started-create-service-role.html',
    pasted:
      'AWS CodeDeploy does not have the permissions required to assume the role arn:aws-cn:iam::111122223333:role/deploy.',
    statements: [statement({ Service: 'codedeploy.amazonaws.com' })],
    sure: ['"codedeploy.amazonaws.com.cn"'],
    at: 'codedeploy.amazonaws.com',
  },
  {
    id: 'a database user of Redshift',
    source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html',
    pasted: `User arn:aws:redshift:us-east-1:111122223333:dbuser:examplecluster/bob is not authorized to assume IAM Role ${ROLE}/copy`,
    statements: [
      statement({ Service: 'redshift.amazonaws.com' }, 'sts:AssumeRole', {
        StringEquals: { 'sts:ExternalId': 'arn:aws:redshift:us-east-1:111122223333:dbuser:examplecluster/ann' },
      }),
    ],
    sure: ['external ID'],
    never: NO_FLAGS,
    at: 'sts:ExternalId',
  },
  {
    id: 'a service-linked role',
    source: 'https://github.com/jonrau1/ElectricEye/issues/9',
    pasted: 'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
    statements: EC2,
    sure: ['service-linked role'],
    never: ["doesn't trust"],
  },
  // Tokens.
  {
    id: 'an event of a GitHub job whose subject has IDs, and several statements',
    source: 'https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims',
    pasted: event({
      eventName: 'AssumeRoleWithWebIdentity',
      userIdentity: {
        type: 'WebIdentityUser',
        userName: 'repo:acme@123456/app@456789:ref:refs/heads/main',
        identityProvider: GITHUB,
      },
    }),
    statements: ['repo:acme/web:*', 'repo:acme/app:*'].map((sub) =>
      statement({ Federated: GITHUB }, 'sts:AssumeRoleWithWebIdentity', {
        StringLike: { 'token.actions.githubusercontent.com:sub': sub },
      }),
    ),
    sure: ['add "repo:acme@123456/app@456789:ref:refs/heads/main"'],
  },
  {
    id: 'GitHub, hidden accounts and a session tag',
    source: 'https://github.com/aws-actions/configure-aws-credentials#assuming-a-role',
    pasted:
      'Error: Could not assume role with user credentials: User: arn:aws:iam::***:user/github is not authorized to perform: sts:TagSession on resource: arn:aws:iam::***:role/deploy',
    statements: [statement({ AWS: 'arn:aws:iam::111122223333:user/github' })],
    sure: ['sts:TagSession'],
    never: ['::***:user/github --'],
    at: '"Action": "sts:AssumeRole"',
  },
  {
    id: 'GitHub, a policy for an environment',
    source: 'https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims',
    pasted: 'Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    statements: [
      statement({ Federated: GITHUB }, 'sts:AssumeRoleWithWebIdentity', {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:acme/app:environment:prod',
        },
      }),
    ],
    maybe: ['Only jobs that use the environment "prod" match', '@ID'],
    at: 'repo:acme/app:environment:prod',
  },
  {
    id: 'GitHub, no token at all',
    source: 'https://github.com/aws-actions/configure-aws-credentials#oidc',
    pasted:
      'It looks like you might be trying to authenticate with OIDC. Did you mean to set the `id-token` permission?\nError: Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers',
    sure: ['no token from GitHub'],
    checks: ['id-token: write'],
  },
  {
    id: 'an event of a Kubernetes service account',
    source: 'https://www.repost.aws/knowledge-center/iam-idp-access-error',
    pasted: event({
      eventName: 'AssumeRoleWithWebIdentity',
      errorMessage: 'An unknown error occurred',
      userIdentity: {
        type: 'WebIdentityUser',
        principalId: `arn:aws:iam::111122223333:oidc-provider/${EKS}:sts.amazonaws.com:system:serviceaccount:prod:api`,
        userName: 'system:serviceaccount:prod:api',
        identityProvider: `arn:aws:iam::111122223333:oidc-provider/${EKS}`,
      },
      requestParameters: { roleArn: `${ROLE}/api`, roleSessionName: 'api' },
    }),
    statements: [
      statement({ Federated: `arn:aws:iam::111122223333:oidc-provider/${EKS}` }, 'sts:AssumeRoleWithWebIdentity', {
        StringEquals: { [`${EKS}:aud`]: 'sts.amazonaws.com', [`${EKS}:sub`]: 'system:serviceaccount:default:api' },
      }),
    ],
    sure: ['add "system:serviceaccount:prod:api"'],
    never: ['GitHub'],
    at: 'system:serviceaccount:default:api',
  },
  {
    id: 'the signature of a SAML response',
    source: `${IAM}/troubleshoot_saml.html`,
    pasted:
      'Error: Response signature invalid (Service: AWSSecurityTokenService; Status Code: 400; Error Code: InvalidIdentityToken)',
    sure: ["isn't signed with the certificate", "The trust policy isn't the cause"],
    checks: ['aws iam list-saml-providers'],
  },
  {
    id: 'a SAML response for a role that does not trust its provider',
    source: `${IAM}/troubleshoot_saml.html`,
    pasted:
      'Error: Not authorized to perform sts:AssumeRoleWithSAML (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied)',
    statements: EC2,
    sure: ['sts:AssumeRoleWithSAML'],
    checks: ['Role attribute of the assertion'],
    at: 'ec2.amazonaws.com',
  },
  {
    id: 'a wildcard that is compared as a character',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    pasted:
      'Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity\nTry using a different role',
    statements: [
      statement({ Federated: GITHUB }, 'sts:AssumeRoleWithWebIdentity', {
        StringEquals: { 'token.actions.githubusercontent.com:sub': 'repo:acme/app:*' },
      }),
    ],
    sure: ['Use StringLike'],
    at: 'repo:acme/app:*',
  },
  {
    id: 'a permission set that was provisioned again',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html',
    pasted: `User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_fedcba9876543210/ada@example.com is not authorized to perform: sts:AssumeRole on resource: ${ROLE}/x`,
    statements: [
      statement({
        AWS: `${ROLE}/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef`,
      }),
    ],
    sure: ['AWSReservedSSO_Admin_fedcba9876543210'],
    maybe: ['provisioned again'],
    at: 'AWSReservedSSO_Admin_0123456789abcdef',
  },
  // Policies that IAM rejects.
  {
    id: 'a service principal with a Region',
    source: 'https://github.com/aws/aws-cdk/issues/16188',
    pasted:
      'Invalid principal in policy: "SERVICE":"ssm.us-east-1.amazonaws.com" (Service: AmazonIdentityManagement; Status Code: 400; Error Code: MalformedPolicyDocument; Request ID: 07c942b5; Proxy: null)',
    statements: [statement({ Service: ['ec2.amazonaws.com', 'ssm.us-east-1.amazonaws.com'] })],
    sure: ['"ssm.amazonaws.com"'],
    at: 'ssm.us-east-1.amazonaws.com',
  },
  {
    id: 'a principal that was deleted',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    pasted:
      'An error occurred (MalformedPolicyDocument) when calling the UpdateAssumeRolePolicy operation: Invalid principal in policy: "AWS":"AROAEXAMPLEID12345678"',
    statements: [statement({ AWS: ['111122223333', 'AROAEXAMPLEID12345678'] })],
    sure: ['a role that was deleted'],
    at: 'AROAEXAMPLEID12345678',
  },
  {
    id: 'a role of IAM Identity Center without its Region',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html',
    pasted:
      '│ Error: creating IAM Role (x): MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef"\n│ \tstatus code: 400',
    statements: [
      statement({
        AWS: 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef',
      }),
    ],
    sure: ['has the Region'],
    at: 'AWSReservedSSO_Admin_0123456789abcdef',
  },
  {
    id: 'no JSON',
    source: 'https://github.com/AWSCookbook/Security/issues/2',
    pasted:
      'An error occurred (MalformedPolicyDocument) when calling the CreateRole operation: This policy contains invalid Json',
    checks: ['file://'],
  },
];
