import assert from 'node:assert/strict';
import { oidcProvider } from '../../server/src/catalogue/oidcProviders.ts';
import { claimsInSubject } from '../../server/src/policy/subjectClaims.ts';

function saidBy(issuer: string, value: string): Record<string, string> {
  const found = oidcProvider(issuer);
  assert.ok(found);
  const holes = [...value.matchAll(/\$\{\w+\}/g)].map((m) => ({
    from: m.index,
    to: m.index + m[0].length,
    reason: 'placeholder' as const,
  }));
  const said = claimsInSubject({ value, holes }, true, found);
  return Object.fromEntries([...said].map(([claim, { text, pattern }]) => [claim, pattern ? `like ${text}` : text]));
}

const GITHUB = 'token.actions.githubusercontent.com';
const UUID = '0f1e2d3c-1111-4222-8333-444455556666';
const OTHER = '9a8b7c6d-1111-4222-8333-444455556666';

describe('what a subject says of other claims', () => {
  it('is the repository, with its ids, and where the job runs', () => {
    assert.deepEqual(saidBy(GITHUB, 'repo:acme@12/app@34:ref:refs/heads/main'), {
      repository: 'acme/app',
      repository_id: '34',
      repository_owner_id: '12',
      ref: 'refs/heads/main',
    });
    assert.deepEqual(saidBy(GITHUB, 'repo:acme/app:ref:refs/tags/v1'), { repository: 'acme/app', ref: 'refs/tags/v1' });
    assert.deepEqual(saidBy(GITHUB, 'repo:acme/app:pull_request'), { repository: 'acme/app' });
    assert.deepEqual(saidBy(GITHUB, 'repo:acme/app:environment:Live%3AEU'), {
      repository: 'acme/app',
      environment: 'Live:EU',
    });
  });

  it('is nothing that a wildcard leaves open, or that a form does not tell', () => {
    assert.deepEqual(saidBy(GITHUB, 'repo:acme/app:*'), { repository: 'acme/app' });
    assert.deepEqual(saidBy(GITHUB, 'repo:acme/*'), { repository: 'like acme/*' });
    assert.deepEqual(saidBy(GITHUB, 'repo:acme/app-*:ref:refs/heads/main'), {
      repository: 'like acme/app-*',
      ref: 'refs/heads/main',
    });
    assert.deepEqual(saidBy(GITHUB, 'repo:acme/app:ref:refs/heads/v*'), {
      repository: 'acme/app',
      ref: 'like refs/heads/v*',
    });
    assert.deepEqual(saidBy(GITHUB, 'repo:acme/app:*main'), { repository: 'acme/app' });
    assert.deepEqual(saidBy(GITHUB, '*'), {});
  });

  it('is nothing that is still to be filled in', () => {
    assert.deepEqual(saidBy(GITHUB, 'repo:${ORG}/app:ref:refs/heads/main'), { ref: 'refs/heads/main' });
    assert.deepEqual(saidBy(GITHUB, 'repo:acme/app:ref:refs/heads/${BRANCH}'), { repository: 'acme/app' });
    assert.deepEqual(saidBy(GITHUB, '${SUBJECT}'), {});
  });

  it('is what a template of the customer’s own puts in', () => {
    assert.deepEqual(saidBy(GITHUB, 'repository_owner_id:12:environment:live'), {
      repository_owner_id: '12',
      environment: 'live',
    });
    assert.deepEqual(saidBy(GITHUB, 'repo:acme/app:environment:live:ref:refs/heads/main'), {
      repository: 'acme/app',
      environment: 'live',
      ref: 'refs/heads/main',
    });
    assert.deepEqual(saidBy('gitlab.com', 'project_id:20:ref_type:branch:ref:main:ref_protected:true'), {
      project_id: '20',
      ref_protected: 'true',
    });
    assert.deepEqual(saidBy('gitlab.com', 'project_path:acme/app:ref_type:branch:ref:main'), {});
  });

  it('is the project or the pipeline of other providers', () => {
    assert.deepEqual(saidBy(`oidc.circleci.com/org/${UUID}`, `org/${UUID}/project/${OTHER}/user/*`), {
      'oidc.circleci.com/project-id': OTHER,
    });
    assert.deepEqual(saidBy('agent.buildkite.com', 'organization:acme:pipeline:app:ref:refs/heads/main:*'), {
      organization_slug: 'acme',
      pipeline_slug: 'app',
      build_branch: 'main',
    });
    assert.deepEqual(saidBy('agent.buildkite.com', 'organization:acme:pipeline:app:*'), {
      organization_slug: 'acme',
      pipeline_slug: 'app',
    });
    assert.deepEqual(saidBy('accounts.google.com', '110987654321098765432'), {});
  });
});
