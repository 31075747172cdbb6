import { EC2, EKS, NO_FLAGS, ROLE, statement, untrusted, type AwsError } from './awsErrors.ts';

const POD = `system:serviceaccount:default:api`;
const OTHER_ACCOUNT = [statement({ AWS: 'arn:aws:iam::999988887777:root' })];
const OF_POD = [
  statement({ Federated: `arn:aws:iam::111122223333:oidc-provider/${EKS}` }, 'sts:AssumeRoleWithWebIdentity', {
    StringEquals: { [`${EKS}:aud`]: 'sts.amazonaws.com', [`${EKS}:sub`]: POD },
  }),
];
/** A caller of another account, whom the policy does not trust. */
const stranger = (id: string, source: string, pasted: string, ...sure: readonly string[]): AwsError => ({
  id,
  source,
  pasted,
  statements: OTHER_ACCOUNT,
  sure,
  never: ["doesn't trust arn:aws:iam::111122223333:role/"],
  at: 'arn:aws:iam::999988887777:root',
});
/** A call with a token of which nothing is said. */
const ofToken = (id: string, source: string, pasted: string): AwsError => ({
  id,
  source,
  pasted,
  statements: OF_POD,
  maybe: [POD],
  never: ['GitHub', "isn't the cause"],
  at: `${EKS}:sub`,
});

/** Errors as tools, SDKs and logs wrap, shorten or hide them. */
export const WRAPPED_ERRORS: readonly AwsError[] = [
  stranger(
    'Terraform, in its box',
    'https://github.com/cloud-toolkit/cloud-toolkit-aws/issues/31',
    `╷\n│ Error: Cannot assume IAM Role\n│ \n│   with provider["registry.terraform.io/hashicorp/aws"],\n│   on main.tf line 1, in provider "aws":\n│    1: provider "aws" {\n│ \n│ IAM Role (${ROLE}/deploy) cannot be assumed.\n│ \n│ There are a number of possible causes of this - the most common are:\n│   * The credentials used in order to assume the role are invalid\n│   * The credentials do not have appropriate permission to assume the role\n│   * The role ARN is not valid\n│ \n│ Error: operation error STS: AssumeRole, https response error StatusCode: 403,\n│ RequestID: 0529cbfe-21c8-47d6-8954-6b4f21eec46f, api error AccessDenied: User:\n│ arn:aws:iam::444455556666:user/tf is not authorized to perform: sts:AssumeRole\n│ on resource: ${ROLE}/deploy\n╵`,
    '"arn:aws:iam::444455556666:user/tf"',
  ),
  stranger(
    'the CDK',
    'https://github.com/aws/aws-cdk/issues/3654',
    `Could not assume role in target account using current credentials (which are for account 444455556666) User: arn:aws:sts::444455556666:assumed-role/pipeline-Mutation/AWSCodeBuild-2e6f3310 is not authorized to perform: sts:AssumeRole on resource: ${ROLE}/cdk-hnb659fds-lookup-role-111122223333-eu-west-1 . Please make sure that this role exists in the account. If it doesn't exist, (re)-bootstrap the environment with the right '--trust', using the latest version of the CDK CLI.`,
    '"arn:aws:iam::444455556666:role/pipeline-Mutation"',
  ),
  stranger(
    'an SDK for Go, called by another call',
    'https://github.com/cloudposse/terraform-aws-components/releases/tag/1.231.0',
    `operation error S3: ListBuckets, get identity: get credentials: failed to refresh cached credentials, operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: 6ec4e7c4, api error AccessDenied: User: arn:aws:iam::444455556666:user/ci is not authorized to perform: sts:AssumeRole on resource: ${ROLE}/reader`,
    '"arn:aws:iam::444455556666:user/ci"',
  ),
  stranger(
    'a partition that a build log hides',
    'https://github.com/awslabs/aws-service-catalog-puppet/issues/465',
    'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:***:sts::444455556666:assumed-role/PuppetDeployRole/AWSCodeBuild-15b8bc23 is not authorized to perform: sts:AssumeRole on resource: arn:***:iam::111122223333:role/PuppetOrgRole',
    '"arn:aws:iam::444455556666:role/PuppetDeployRole"',
  ),
  {
    id: 'accounts that somebody blackened',
    source: 'https://github.com/cert-manager/cert-manager/issues/5893',
    pasted:
      'Error presenting challenge: error instantiating route53 challenge solver: unable to assume role: AccessDenied: User: arn:aws:sts::############:assumed-role/eksctl-node-NodeInstanceRole/i-07014edbf556cb4ce is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::############:role/cert-manager status code: 403, request id: c0214b59',
    statements: OF_POD,
    sure: ['eksctl-node-NodeInstanceRole'],
    never: ['############:role/', 'rolesanywhere'],
    at: 'oidc-provider',
  },
  {
    id: 'names that a build log hides',
    source: 'https://github.com/linz/qgis-plugin-repository/issues/131',
    pasted:
      'Error: User: arn:aws:iam::***:user/[redacted] is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::***:role/***',
    statements: [
      statement({ AWS: 'arn:aws:iam::111122223333:user/ci' }, 'sts:AssumeRole', {
        StringEquals: { 'sts:ExternalId': 'acme-7f9c' },
      }),
    ],
    maybe: ['arn:aws:iam::111122223333:user/ci', 'external ID'],
    never: ["doesn't trust", '***'],
    at: 'sts:ExternalId',
  },
  ofToken(
    'an SDK for .NET',
    'https://github.com/aws/aws-sdk-net/issues/1522',
    `Unhandled exception. Amazon.Runtime.AmazonClientException: Error calling AssumeRole for role ${ROLE}/api\n ---> Amazon.SecurityToken.AmazonSecurityTokenServiceException: Not authorized to perform sts:AssumeRoleWithWebIdentity ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception of type 'Amazon.Runtime.Internal.HttpErrorResponseException' was thrown.`,
  ),
  ofToken(
    'an SDK for Java',
    'https://github.com/aws/aws-sdk-java-v2/issues/1470',
    'software.amazon.awssdk.services.sts.model.StsException: Not authorized to perform sts:AssumeRoleWithWebIdentity (Service: Sts, Status Code: 403, Request ID: d8ee3773-3046-41d0-9b95-373ec1ae7b07, Extended Request ID: null)\n        at software.amazon.awssdk.core.internal.http.CombinedResponseHandler.handleErrorResponse(CombinedResponseHandler.java:123)',
  ),
  {
    id: 'Snowflake, whose account is another for each customer',
    source: 'https://docs.snowflake.com/sql-reference/external-functions-creating-aws-troubleshooting',
    pasted:
      'SQL execution error: Error assuming AWS_ROLE. Please verify the role and externalId are configured correctly in your AWS policy.',
    statements: [
      statement({ AWS: 'arn:aws:iam::192929863221:user/nat62000-s' }, 'sts:AssumeRole', {
        StringEquals: { 'sts:ExternalId': 'ACME_SFCRole=2_a1b2' },
      }),
    ],
    maybe: ['arn:aws:iam::192929863221:user/nat62000-s', 'external ID'],
    checks: ['Snowflake'],
    never: NO_FLAGS,
    at: 'sts:ExternalId',
  },
  {
    id: 'Databricks, which needs a role that trusts itself',
    source:
      'https://community.databricks.com/t5/product-platform-updates/update-your-uc-aws-iam-roles-to-include-self-assume-capabilities/ba-p/67347',
    pasted:
      "INVALID_PARAMETER_VALUE.UC_IAM_ROLE_NON_SELF_ASSUMING: The IAM role for this storage credential was found to be non self-assuming. Please check your role's trust and IAM policies to ensure that your IAM role can assume itself.",
    statements: [statement({ AWS: 'arn:aws:iam::414351767826:role/unity-catalog-prod-UCMasterRole-14S5ZJVKOTYTL' })],
    sure: ["trust the role's own ARN"],
    never: NO_FLAGS,
    at: 'UCMasterRole',
  },
  untrusted(
    'Glue, in the box of Terraform',
    'https://github.com/hashicorp/terraform-provider-aws/issues/30371',
    `╷\n│ Error: creating Glue Crawler (crawler): InvalidInputException: Service is unable to assume provided role. Please verify role's TrustPolicy\n│ \n│   with aws_glue_crawler.crawler,\n│   on main.tf line 135, in resource "aws_glue_crawler" "crawler":\n╵`,
    'glue',
  ),
  untrusted(
    'DMS, in the events of CloudFormation',
    'https://github.com/aws/aws-cdk/issues/7632',
    `4/5 | 4:30:47 PM | CREATE_FAILED | AWS::DMS::ReplicationInstance | Instance The IAM Role ${ROLE}/dms-vpc-role is not configured properly. (Service: AWSDatabaseMigrationService; Status Code: 400; Error Code: AccessDeniedFault; Request ID: 39cbef67)`,
    'dms',
  ),
  untrusted(
    'Glue, which does not name itself',
    'https://github.com/ansible-collections/community.aws/pull/546',
    `Service is unable to assume role ${ROLE}/crawler. Please verify role's TrustPolicy`,
    'glue',
  ),
  untrusted(
    'SageMaker, while it is asked for something',
    'https://github.com/awslabs/predictive-maintenance-using-machine-learning/issues/3',
    `[ERROR] ClientError: An error occurred (ValidationException) when calling the CreateTransformJob operation: Could not assume role ${ROLE}/notebook. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`,
    'sagemaker',
  ),
  untrusted(
    'AppSync, as its API answers',
    'https://pastebin.com/ThhNbYzi',
    `{"data":{"createMessage":null},"errors":[{"path":["createMessage"],"data":null,"errorType":"Unauthorized","errorInfo":null,"message":"Unable to assume role ${ROLE}/service-role/createMessage-role-1z."}]}`,
    'appsync',
  ),
  untrusted(
    'ECS with a target group',
    'https://github.com/aws/amazon-ecs-cli/issues/21',
    'InvalidParameterException: Unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being passed has the proper permissions.',
    'ecs',
  ),
  untrusted(
    'Lambda, in JSON that is text in JSON',
    'https://github.com/alexcasalboni/aws-lambda-power-tuning/issues/69',
    JSON.stringify({
      error: {
        Error: 'InvalidParameterValueException',
        Cause: JSON.stringify({
          errorType: 'InvalidParameterValueException',
          errorMessage: 'The role defined for the function cannot be assumed by Lambda.',
        }),
      },
    }),
    'lambda',
  ),
  untrusted(
    'Amazon OpenSearch Service, which says what must be allowed',
    'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cognito-auth.html',
    'An error occurred (ValidationException) when calling the CreateDomain operation: OpenSearch Service must be allowed to use the passed role',
    'opensearchservice',
  ),
  untrusted(
    'Systems Manager Automation',
    'https://github.com/aws-solutions/instance-scheduler-on-aws/issues/274',
    `The provided role: ${ROLE}/AutomationExecutionRole can't be assumed. (Service: AWSSimpleSystemsManagement; Status Code: 400; Error Code: null)`,
    'ssm',
  ),
  {
    id: 'a provider whose keys AWS cannot get, in the box of Terraform',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/27071',
    pasted:
      "Error: WebIdentityErr: failed to retrieve credentials\ncaused by: InvalidIdentityToken: Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
    statements: OF_POD,
    sure: ['signing keys', "The trust policy isn't the cause"],
  },
  {
    id: 'a field that trust policies do not have',
    source: 'https://github.com/kubernetes-sigs/external-dns/issues/3085',
    pasted:
      'An error occurred (MalformedPolicyDocument) when calling the CreateRole operation: Has prohibited field Resource',
    statements: [{ ...statement({ Service: 'ec2.amazonaws.com' }), Resource: 'arn:aws:route53:::hostedzone/*' }],
    sure: ['Resource'],
    at: 'Resource',
  },
  {
    id: 'a service without its name',
    source: 'https://github.com/aws-samples/aws-cdk-examples/issues/801',
    pasted:
      'ROLLBACK_COMPLETE: Invalid principal in policy: "SERVICE":"amazonaws.com" (Service: AmazonIdentityManagement; Status Code: 400; Error Code: MalformedPolicyDocument; Request ID: <REDACTED>; Proxy: null)',
    statements: [statement({ Service: 'amazonaws.com' })],
    sure: ['amazonaws.com'],
    at: 'amazonaws.com',
  },
  {
    id: 'a trust policy that was taken for a permissions policy',
    source: 'https://github.com/hashicorp/terraform/issues/13449',
    pasted: 'MalformedPolicyDocument: Policy document should not specify a principal.\n\tstatus code: 400',
    statements: EC2,
    sure: ['a permissions policy'],
    never: ['IAM rejected the policy'],
  },
  {
    id: 'an event in a fence of Markdown',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html',
    pasted: `The event is:\n\`\`\`json\n${JSON.stringify(
      {
        eventSource: 'sts.amazonaws.com',
        eventName: 'AssumeRole',
        errorCode: 'AccessDenied',
        userIdentity: { type: 'AWSService', invokedBy: 'codepipeline.amazonaws.com' },
        requestParameters: { roleArn: `${ROLE}/x`, roleSessionName: '1' },
      },
      null,
      2,
    )}\n\`\`\``,
    statements: EC2,
    sure: ['"codepipeline.amazonaws.com"'],
    never: NO_FLAGS,
    at: 'ec2.amazonaws.com',
  },
];
