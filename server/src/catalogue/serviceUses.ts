import { own } from '../text/own.ts';
/** What the services that most roles are for do with them. Each from the service's own guide. */
const USES: Readonly<Record<string, string>> = {
  'ec2.amazonaws.com': 'Applications on the instance use the role through its instance profile.',
  'lambda.amazonaws.com': "The function's code uses the role (the execution role).",
  'edgelambda.amazonaws.com': 'Lambda@Edge runs functions with the role; `lambda.amazonaws.com` must be trusted too.',
  'ecs-tasks.amazonaws.com':
    'The containers of a task use the role, or the agent pulls images and writes logs with it.',
  'ecs.amazonaws.com':
    "Amazon ECS itself uses the role, for load balancers or infrastructure. The containers of tasks don't use it.",
  'codebuild.amazonaws.com': "Builds run with the role (the project's service role).",
  'codepipeline.amazonaws.com': 'The pipeline runs its actions with the role.',
  'codedeploy.amazonaws.com': 'Deployments read and change their targets with the role.',
  'cloudformation.amazonaws.com':
    "CloudFormation creates and updates stacks with the role instead of the caller's permissions.",
  'states.amazonaws.com': 'State machines call services with the role.',
  'events.amazonaws.com': 'Rules call their targets with the role.',
  'scheduler.amazonaws.com': 'Schedules call their targets with the role.',
  'pipes.amazonaws.com': 'Pipes read their source and call their target with the role.',
  'glue.amazonaws.com': 'Jobs, crawlers and development endpoints run with the role.',
  'apigateway.amazonaws.com': 'API Gateway writes its logs, or calls integrations and authorizers, with the role.',
  'pods.eks.amazonaws.com': 'Pods use the role through an EKS Pod Identity association.',
  'eks.amazonaws.com': "The cluster's control plane uses the role.",
  'sagemaker.amazonaws.com': 'Notebooks, jobs and endpoints run with the role.',
  'bedrock.amazonaws.com': 'Agents, knowledge bases and jobs use the role.',
  'rolesanywhere.amazonaws.com': 'Workloads outside AWS use the role with a certificate from a trust anchor.',
  'firehose.amazonaws.com': 'Streams read their source and write to their destination with the role.',
  'config.amazonaws.com': 'AWS Config records resources with the role.',
  'ssm.amazonaws.com': 'Automations, maintenance windows or managed nodes use the role.',
  'backup.amazonaws.com': 'AWS Backup creates and restores backups with the role.',
  'vpc-flow-logs.amazonaws.com': 'Flow logs are delivered with the role.',
  'monitoring.rds.amazonaws.com': 'Enhanced Monitoring sends metrics with the role.',
  'rds.amazonaws.com': 'Database instances reach other services with the role.',
  's3.amazonaws.com': 'Amazon S3 replicates objects, or runs batch work, with the role.',
  'batchoperations.s3.amazonaws.com': 'S3 Batch Operations jobs run with the role.',
  'cloudtrail.amazonaws.com': 'CloudTrail sends events to CloudWatch Logs with the role.',
  'appsync.amazonaws.com': 'The API reaches its data sources with the role.',
  'transfer.amazonaws.com': 'Users of the server reach their files with the role.',
};

/** What a service does with a role; undefined where nothing better than its name is known. */
export function useOf(servicePrincipal: string): string | undefined {
  return own(USES, servicePrincipal);
}
