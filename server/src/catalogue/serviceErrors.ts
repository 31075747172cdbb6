import { servicePrincipals } from './servicePrincipals.ts';

/** How a service calls itself in its errors, and the principals that may be meant. */
export interface SaidService {
  /** Where the words stand. */
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly principals: readonly string[];
}

interface Row {
  /** The words, as the service writes them. */
  readonly words: RegExp;
  readonly principals: readonly string[];
  /** What else the text has to hold. */
  readonly beside?: RegExp;
}

const row = (words: RegExp, principals: readonly string[], beside?: RegExp): Row => ({
  words,
  principals: principals.map((name) => `${name}.amazonaws.com`),
  ...(beside ? { beside } : {}),
});

/** The role of the service itself, not that of its instances. */
const SERVICE_ROLE = /service[- ]?role|EMR_DefaultRole/i;
const EKS_NODES = /node ?(?:instance )?role|node ?group/i;
const EKS_PODS = /associated role|pod identit/i;

/**
 * Words that differ from the name of the service, or stand for several principals: the first row that fits. Each is said in an
 * error of the service, or in its own troubleshooting page, which is named where there is one.
 */
const ROWS: readonly Row[] = [
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
  row(/\bis invalid or cannot be assumed\b/g, ['cloudformation']),
  // https://github.com/hashicorp/terraform-provider-aws/issues/41483, https://github.com/aws/aws-cdk/issues/31522
  row(/\bTrust policy of the role provided is invalid\b/gi, ['pods.eks']),
  // https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
  row(/\bthe trusted entity is not correct\b/g, ['eks']),
  // https://docs.aws.amazon.com/amplify/latest/userguide/how-to-service-role-amplify-console.html
  row(/\bUnable to assume specified IAM Role\b/g, ['amplify']),
  // https://docs.aws.amazon.com/servicecatalog/latest/adminguide/using-service-actions.html
  row(/\bAccess denied while assuming the role\b/g, ['servicecatalog']),
  // https://github.com/hashicorp/terraform/issues/5442
  row(/\bvalidate the (?:listeners configured on your load balancer|specified targetGroupArn)\b/g, ['ecs']),
  // Sentences that don't name the service, for which https://github.com/hashicorp/terraform-provider-aws waits and tries again.
  row(/\bUnable to assume given IAM role\b/g, ['vpc-flow-logs']),
  row(/\bService is unable to assume (?:(?:the|provided) )?role\b/g, ['glue']),
  row(/\badequate trust relationships\b/g, ['cloudtrail']),
  row(/\bReason: Access denied when calling sts:AssumeRole\b/g, ['datasync']),
  row(/\bCannot assume role provided\b/g, ['codedeploy']),
  row(/\bSNS\b/g, ['sns'], /\bvalid role to allow SNS\b|FeedbackRole/),
  row(/\bpublish test message to notification target\b/g, ['autoscaling']),
  row(/\bCould not deliver test message to specified\b/g, ['logs']),
  // https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html
  row(/\bvmimport\b/g, ['vmie']),
  // https://docs.aws.amazon.com/neptune/latest/userguide/bulk-load-tutorial-IAM-CreateRole.html
  row(/\bNeptune\b/g, ['rds']),
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterRole.html
  row(/\bDB (?:cluster|instance)\b(?= (?:is|was) (?:unable|not able) to assume)/gi, ['rds']),
  row(/\bIamFleetRole\b/g, ['spotfleet']),
  row(/\bAccessDeniedFault\b(?=.{0,300} is not configured properly)/g, ['dms']),
  row(/\b(?:GuardDuty )?malware protection\b/gi, ['malware-protection-plan.guardduty']),
  row(/\bSageMaker jobs\b/g, ['sagemaker', 'job.sagemaker']),
  // https://pastebin.com/ThhNbYzi
  row(/\bUnauthorized: Unable to assume role\b/g, ['appsync']),
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
  row(/\bECS ?Infrastructure/gi, ['ecs']),
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
  row(/\b(?:Amazon )?ECS\b/g, ['ecs'], /infrastructure|\bvolume|\bEBS\b/i),
  row(/\b(?:Amazon )?ECS tasks?\b/gi, ['ecs-tasks']),
  row(/\b(?:Amazon )?ECS\b/g, ['ecs-tasks'], /\btask/i),
  row(/\b(?:Amazon )?ECS\b/g, ['ecs', 'ecs-tasks']),
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
  row(/\bLambda@Edge\b/gi, ['edgelambda', 'lambda']),
  row(/\b(?:AWS )?Lambda\b/g, ['lambda', 'edgelambda'], /edgelambda/),
  row(/\b(?:AWS )?Lambda(?:Internal)?\b/g, ['lambda']),
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/troubleshooting.html
  row(/\bEventBridge Scheduler\b/gi, ['scheduler']),
  row(/\bEventBridge Pipes?\b|\bPipes\b|\bpipe\b/g, ['pipes']),
  row(/\b(?:Amazon )?(?:EventBridge|CloudWatch Events)\b/g, ['events']),
  // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
  row(/\bStep ?Functions\b|\bstate machine\b/gi, ['states']),
  row(/\bStackSets?\b/g, ['cloudformation', 'stacksets.cloudformation']),
  // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
  row(/\b(?:Amazon )?(?:Data |Kinesis )?Firehose\b/g, ['firehose']),
  row(/\b(?:Managed Service for )?(?:Apache )?Flink\b|\bKinesis (?:Data )?Analytics\b/g, ['kinesisanalytics']),
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-troubleshooting.html
  row(/\bSimple Systems Management\b|\bSSM\b|\bssm(?= service principal\b)|\bSystems Manager\b|\bAutomation\b/g, [
    'ssm',
  ]),
  // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
  row(/\b(?:Amazon )?EKS\b/g, ['pods.eks'], EKS_PODS),
  // https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html
  row(/\b(?:Amazon )?EKS\b/g, ['ec2'], EKS_NODES),
  row(/\bFargate (?:pod|profile)/gi, ['eks-fargate-pods']),
  row(/\b(?:Amazon )?EKS\b/g, ['eks']),
  row(/\bDataBrew\b/g, ['databrew']),
  row(/\b(?:AWS ?)?Glue\b|\bcrawler\b/gi, ['glue']),
  row(/\bSageMaker(?: AI)?\b/g, ['sagemaker']),
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-email-phone-verification.html
  row(/\bSms ?Role\w*\b|\bCognito(?: user pools?)?\b|\bAWSCognitoIdentityProvider\w*/gi, ['cognito-idp']),
  row(/\b(?:Amazon )?API ?Gateway\b/gi, ['apigateway']),
  row(/\bConfig(?:uration recorder| rules?)?\b|\bAmazonConfig\b/g, ['config']),
  row(/\bAWS ?Backup\b/g, ['backup']),
  row(/\bRedshift Serverless\b/gi, ['redshift-serverless', 'redshift']),
  // https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html
  row(/\barn:aws[\w-]{0,16}:redshift:/g, ['redshift']),
  // https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-authorization.html
  row(/\bRedshift\b|\bget credentials of role\b/g, ['redshift', 'redshift-serverless']),
  // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html
  row(/\bInvalidCloudWatchLogsRoleArn\w*/g, ['cloudtrail']),
  row(/\bCloudTrail\b/g, ['cloudtrail']),
  row(/\bflow ?logs?\b/gi, ['vpc-flow-logs']),
  row(/\bCloudWatch Logs\b|\bAWSLogs\b/g, ['logs']),
  row(/\bmetric streams?\b/gi, ['streams.metrics.cloudwatch']),
  // https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/security-iam-troubleshoot.html
  row(/\bEMR Serverless\b|\bruntime role\b/gi, ['emr-serverless']),
  row(/\b(?:Amazon )?(?:EMR|ElasticMapReduce|Elastic MapReduce)\b/g, ['elasticmapreduce'], SERVICE_ROLE),
  row(/\b(?:Amazon )?(?:EMR|ElasticMapReduce|Elastic MapReduce)\b/g, ['elasticmapreduce', 'ec2']),
  row(/\bspot ?fleet\b/gi, ['spotfleet']),
  row(/\bCLIENT_ERROR - Not authorized to perform sts:AssumeRole\b/g, ['batch']),
  row(/\bAWS ?Batch\b|\bCompute ?Environment\b/gi, ['batch', 'ecs-tasks']),
  row(/\bEnhanced Monitoring\b|\bENHANCED_MONITORING\b/gi, ['monitoring.rds']),
  row(/\brequired permissions for: (?!ENHANCED)/g, ['rds']),
  // https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Troubleshooting.html
  row(/\bdms-(?:vpc|cloudwatch-logs|access)\b/g, ['dms']),
  row(/\bDMS\b|\bDatabase Migration Service\b/gi, ['dms']),
  row(/\bBedrock ?AgentCore\b/gi, ['bedrock-agentcore']),
  row(/\bBedrock\b|\bknowledge base\b/gi, ['bedrock']),
  // https://docs.aws.amazon.com/apprunner/latest/dg/security_iam_service-with-iam.html
  row(/\b(?:assuming )?access role\b/gi, ['build.apprunner'], /app ?runner|assuming access role/i),
  row(/\b(?:assuming )?instance role\b/gi, ['tasks.apprunner'], /app ?runner|assuming instance role/i),
  row(/\bApp ?Runner\b/gi, ['build.apprunner', 'tasks.apprunner']),
  row(/\bAmplify\b/g, ['amplify']),
  row(/\bDataSync\b/g, ['datasync']),
  row(/\bTransfer Family\b|\bAWS ?Transfer\b|\bTransfer service\b/gi, ['transfer']),
  // https://docs.aws.amazon.com/servicecatalog/latest/adminguide/using-service-actions.html
  row(/\bService ?Catalog\b/gi, ['servicecatalog']),
  row(/\b(?:Elastic )?Beanstalk\b/gi, ['elasticbeanstalk'], SERVICE_ROLE),
  row(/\b(?:Elastic )?Beanstalk\b/gi, ['elasticbeanstalk', 'ec2']),
  row(/\b(?:EC2 )?Image ?Builder\b/gi, ['imagebuilder', 'ec2']),
  row(/\bApplication ?Auto ?Scaling\b/gi, ['application-autoscaling']),
  row(/\b(?:EC2 )?Auto ?Scaling\b/gi, ['autoscaling']),
  row(/\blifecycle manager\b|\bDLM\b/gi, ['dlm']),
  row(/\bAirflow\b|\bMWAA\b/g, ['airflow', 'airflow-env']),
  row(/\bOpenSearch Ingestion\b/gi, ['osis-pipelines']),
  row(/\b(?:Amazon )?(?:OpenSearch(?: Service)?|Elasticsearch)\b/g, ['opensearchservice', 'es']),
  row(/\bInvalidFirehoseDestination\w*|\bSES\b/g, ['ses']),
  row(/\bAmazonDax\b|\bDAX\b|\bNo permission to assume role\b/g, ['dax']),
  row(/\bGreengrass\b/g, ['greengrass']),
  row(/\bFIS\b/g, ['fis']),
  row(/\bPinpoint ?SMS ?Voice\b/gi, ['sms-voice']),
  row(/\bChatbot\b/g, ['chatbot']),
  row(/\bAWSControlTowerAdmin\b/g, ['controltower']),
  row(/\bAppSync\b|\bGraphQL API\b/g, ['appsync']),
  row(/\bIoT ?SiteWise\b/gi, ['iotsitewise']),
  row(/\bIoT credentials? provider\b|\btoken exchange\b/gi, ['credentials.iot']),
  row(/\bAWS ?IoT(?: Core)?\b|\btopic rule\b/gi, ['iot']),
  row(/\bS3 (?:Batch Operations)\b/gi, ['batchoperations.s3']),
  row(/\breplication\b/gi, ['s3'], /\bS3\b|\bbucket\b/),
  row(/\bQuickSight\b/g, ['quicksight']),
  row(/\bEC2\b/g, ['ec2']),
  // https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
  row(/\bRoles ?Anywhere\b|\bUnable to assume role for arn:/gi, ['rolesanywhere']),
];

/** Services that are said by their own name: without what goes before it, where it is a name and not a plain word. */
const BY_NAME: readonly (readonly [name: string, principal: string])[] = servicePrincipals()
  .filter(({ name, service, trustee }) => trustee === 'yes' && service !== name)
  .flatMap(({ name, service }): [string, string][] => {
    const short = service.replace(/^(?:(?:AWS|Amazon) )?(?:Elemental )?/, '');
    return short.length > 2 && (short !== service || short.includes(' ')) ? [[short, name]] : [];
  });

/** Three letters mean other things too: a service where it acts, or would. */
const BY = /\bassumed by (?:AWS |Amazon )?$/;
const ACTS = /^ (?:is|isn't|was|cannot|can't|could|couldn't|does|doesn't|failed|must|needs)\b/;

function isActor(text: string, from: number, to: number): boolean {
  return ACTS.test(text.slice(to)) || BY.test(text.slice(Math.max(0, from - 30), from));
}

function isWord(text: string, at: number, name: string): boolean {
  return !/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + name.length));
}

/** No error names more. */
const MOST = 50;

/** Which services a text names by words: at one place the first row, except where a longer name has it within. */
export function servicesSaid(text: string): readonly SaidService[] {
  let found: readonly SaidService[] = [];
  const add = (at: number, words: string, principals: readonly string[]): void => {
    const to = at + words.length;
    const name = words.replace(/^(?:AWS|Amazon) /, '');
    const from = to - name.length;
    const there = found.filter((one) => one.from < to && from < one.to);
    if (found.length >= MOST || there.some((one) => one.from < from || to < one.to || one.to - one.from === to - from))
      return;
    found = [...found.filter((one) => !there.includes(one)), { from, to, name, principals }];
  };
  for (const { words, principals, beside } of ROWS)
    if (!beside || beside.test(text)) for (const match of text.matchAll(words)) add(match.index, match[0], principals);
  for (const [name, principal] of BY_NAME)
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
      if (isWord(text, at, name) && (name.length > 3 || isActor(text, at, at + name.length)))
        add(at, name, [principal]);
  return found;
}
