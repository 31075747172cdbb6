import { providerTest } from '../support/providerTest.ts';

const UUID = '0f1e2d3c-1111-4222-8333-00000000abcd';
const OTHER = '1a2b3c4d-1111-4222-8333-00000000abcd';

for (const known of [
  {
    issuer: `oidc.circleci.com/org/${UUID}`,
    audience: UUID,
    subject: `org/${UUID}/project/${OTHER}/user/${OTHER}`,
    says: `Any CircleCI job in project ${OTHER}`,
  },
  {
    issuer: 'agent.buildkite.com',
    subject: 'organization:harbor:pipeline:quay:ref:refs/heads/main:commit:HEAD:step:deploy',
    says: 'Any Buildkite job in pipeline quay of organization harbor on branch main',
  },
  {
    issuer: 'harbor.app.spacelift.io',
    audience: 'harbor.app.spacelift.io',
    subject: 'space:legacy:stack:quay:run_type:TRACKED:scope:write',
    says: 'Any Spacelift run in stack quay of space legacy with run type TRACKED and scope write',
  },
  {
    issuer: 'oidc.vercel.com/harbor',
    audience: 'https://vercel.com/harbor',
    subject: 'owner:harbor:project:quay:environment:production',
    says: 'Any Vercel deployment in project quay of team harbor using environment production',
  },
  {
    issuer: 'api.pulumi.com/oidc',
    audience: 'harbor',
    needsSubject: false,
    subject: 'pulumi:deploy:org:harbor:project:quay:stack:prod:operation:update:scope:write',
    says: 'Any Pulumi run in stack prod of project quay of organization harbor with operation update and scope write',
  },
  {
    issuer: `vstoken.dev.azure.com/${UUID}`,
    audience: 'api://AzureADTokenExchange',
    subject: 'sc://harbor/quay/aws-deploy',
    says: 'Any Azure DevOps job in project quay of organization harbor through connection aws-deploy',
  },
  {
    issuer: 'app.terraform.io',
    audience: 'aws.workload.identity',
    subject: 'organization:harbor:project:quay:workspace:prod:run_phase:apply',
    says: 'Any HCP Terraform run in workspace prod of project quay of organization harbor in the apply phase',
  },
  {
    issuer: 'api.bitbucket.org/2.0/workspaces/harbor/pipelines-config/identity/oidc',
    audience: `ari:cloud:bitbucket::workspace/${UUID}`,
    subject: `{${OTHER}}:{${UUID}}:{${OTHER}}`,
    says: `Any Bitbucket pipeline in repository ${OTHER} using environment ${UUID}`,
  },
  {
    issuer: 'gitlab.com',
    audience: 'https://gitlab.com',
    subject: 'project_path:harbor/quay:ref_type:branch:ref:main',
    broad: 'project_path:harbor/*',
    says: 'Any GitLab pipeline in harbor/quay on branch main',
  },
  {
    issuer: 'token.actions.githubusercontent.com',
    subject: 'repo:harbor@1/quay@2:environment:production',
    broad: 'repo:*/quay:*',
    says: 'Any GitHub Actions workflow in harbor/quay using environment production',
  },
  {
    issuer: 'api.gitpod.io/idp',
    subject: 'https://github.com/harbor/quay',
    says: 'Any Gitpod workspace in harbor/quay',
  },
])
  providerTest(known);
