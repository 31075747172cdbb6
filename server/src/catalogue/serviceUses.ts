import { own } from '../text/own.ts';
/** What the services that most roles are for do with them. Each from the service's own guide. */
const USES: Readonly<Record<string, string>> = {
  'ec2.amazonaws.com': 'Programs on an instance work with the role, through its instance profile.',
  'lambda.amazonaws.com': 'The function’s code works with the role (its execution role).',
  'edgelambda.amazonaws.com': 'Lambda@Edge runs functions with the role; `lambda.amazonaws.com` must be trusted too.',
  'ecs-tasks.amazonaws.com':
    'The containers of a task work with the role, or the agent pulls images and writes logs with it.',
  'ecs.amazonaws.com':
    'Amazon ECS itself works with the role, for load balancers or infrastructure; not the tasks’ containers.',
  'codebuild.amazonaws.com': 'Builds run with the role (the project’s service role).',
  'codepipeline.amazonaws.com': 'The pipeline runs its actions with the role.',
  'codedeploy.amazonaws.com': 'Deployments read and change their targets with the role.',
  'cloudformation.amazonaws.com': 'Stacks are made and changed with the role in place of the caller’s permissions.',
  'states.amazonaws.com': 'State machines call services with the role.',
  'events.amazonaws.com': 'Rules call their targets with the role.',
  'scheduler.amazonaws.com': 'Schedules call their targets with the role.',
  'pipes.amazonaws.com': 'Pipes read their source and call their target with the role.',
  'glue.amazonaws.com': 'Jobs, crawlers and development endpoints run with the role.',
  'apigateway.amazonaws.com': 'API Gateway writes its logs, or calls integrations and authorizers, with the role.',
  'pods.eks.amazonaws.com': 'Pods get the role through an EKS Pod Identity association.',
  'eks.amazonaws.com': 'The cluster’s control plane works with the role.',
  'sagemaker.amazonaws.com': 'Notebooks, jobs and endpoints run with the role.',
  'bedrock.amazonaws.com': 'Agents, knowledge bases and jobs work with the role.',
  'rolesanywhere.amazonaws.com': 'Workloads outside AWS get the role with a certificate of a trust anchor.',
  'firehose.amazonaws.com': 'Streams read their source and write to their destination with the role.',
  'config.amazonaws.com': 'AWS Config records resources with the role.',
  'ssm.amazonaws.com': 'Automations, maintenance windows or managed nodes work with the role.',
  'backup.amazonaws.com': 'Backups are made and restored with the role.',
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
