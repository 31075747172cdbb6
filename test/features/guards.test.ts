import assert from 'node:assert/strict';
import { complete, PolicyDocument, refactorings, wizard } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { testContext } from '../support/context.ts';
import { marked, wholePolicy } from '../support/marked.ts';

// Guards that people ask for: an OU, the pods of a cluster, one function, one reusable workflow.

const context = { ...testContext({}), random: () => 'RANDOM' };

interface Offer {
  readonly label: string;
  readonly snippet: string;
  readonly after: string;
}

function offers(source: string): readonly Offer[] {
  const { text, cursor } = marked(wholePolicy(source));
  const all = (snippets: boolean) =>
    complete(new PolicyDocument(text, true), cursor ?? 0, context, snippets).completions;
  const snippets = all(true);
  return all(false).map(({ item, rendered }, i) => ({
    label: item.label,
    snippet: snippets[i]?.rendered.edit.newText ?? '',
    after: applyEdits(text, [rendered.edit, ...rendered.additional]),
  }));
}

const labels = (source: string): readonly string[] => offers(source).map((o) => o.label);
const service = (name: string, condition: string, action = '"sts:AssumeRole"'): string =>
  `"Effect": "Allow", "Principal": {"Service": "${name}.amazonaws.com"}, "Action": ${action}, "Condition": ${condition}`;
const account = (condition: string): string =>
  `"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "sts:AssumeRole", "Condition": ${condition}`;
const github = (condition: string): string =>
  `"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": ${condition}`;

describe('guards that people ask for', () => {
  it('an OU: its path with a stop for each ID, and what lies below where the operator has wildcards', () => {
    const like = offers(account('{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "‸"}}'));
    assert.deepEqual(
      like.map((o) => o.label),
      ['<ORG_ID>/<ROOT_ID>/<OU_ID>/*', '<ORG_ID>/*'],
    );
    assert.match(like[0]?.snippet ?? '', /\$\{1:<ORG_ID>\}\/\$\{2:<ROOT_ID>\}\/\$\{3:<OU_ID>\}\/\*/);
    assert.deepEqual(labels(account('{"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": "‸"}}')), [
      '<ORG_ID>/<ROOT_ID>/<OU_ID>/',
    ]);
    assert.deepEqual(labels(service('events', '{"ForAnyValue:StringLike": {"aws:SourceOrgPaths": "‸"}}')).slice(0, 1), [
      '<ORG_ID>/<ROOT_ID>/<OU_ID>/*',
    ]);
  });

  it('an OU: as a refactoring, and in the wizard by the ARN that the console shows', () => {
    const { text, cursor } = marked(wholePolicy(account('{}').replace('root', 'ro‸ot')));
    const found = refactorings(new PolicyDocument(text, true), cursor ?? 0, context).find((r) =>
      r.title.includes(' OU '),
    );
    assert.match(
      applyEdits(text, found?.edits ?? []),
      /"ForAnyValue:StringLike":\s*\{\s*"aws:PrincipalOrgPaths": "<ORG_ID>\/<ROOT_ID>\/<OU_ID>\/\*"/,
    );
    for (const [answer, path] of [
      [
        'arn:aws:organizations::444455556666:ou/o-z9y8x7w6v5/ou-k1l2-0000aaaa',
        'o-z9y8x7w6v5/r-k1l2/*ou-k1l2-0000aaaa/*',
      ],
      ['o-z9y8x7w6v5/r-k1l2/ou-k1l2-0000aaaa', 'o-z9y8x7w6v5/r-k1l2/ou-k1l2-0000aaaa/*'],
    ] as const) {
      const answers = {
        kind: 'organization',
        organizationId: 'o-z9y8x7w6v5',
        guards: ['organizationPaths'],
        organizationPath: answer,
      };
      const { policy } = wizard(answers, () => 'x', 0);
      assert.ok(policy?.includes(path), policy);
    }
  });

  it('the pods of a cluster: the tags of their sessions first, of other services never', () => {
    const pods = labels(service('pods.eks', '{"StringEquals": {"‸"}}', '["sts:AssumeRole", "sts:TagSession"]'));
    assert.deepEqual(pods.slice(0, 3), [
      'aws:RequestTag/eks-cluster-name',
      'aws:RequestTag/kubernetes-namespace',
      'aws:RequestTag/kubernetes-service-account',
    ]);
    assert.deepEqual(
      pods.filter((l) => l.includes('x509')),
      [],
    );
    const value = offers(service('pods.eks', '{"StringEquals": {"aws:RequestTag/kubernetes-namespace": "‸"}}'));
    assert.equal(value[0]?.label, '<NAMESPACE>');
    for (const other of ['lambda', 'events', 'rolesanywhere'])
      assert.deepEqual(
        labels(service(other, '{"StringEquals": {"‸"}}')).filter((l) => /kubernetes|eks-cluster/.test(l)),
        [],
      );
    const anchors = labels(service('rolesanywhere', '{"StringEquals": {"‸"}}'));
    assert.ok(anchors.includes('aws:PrincipalTag/x509Subject/CN'));
    assert.ok(anchors.indexOf('aws:SourceAccount') < anchors.indexOf('aws:PrincipalTag/x509Subject/CN'));
    assert.deepEqual(
      labels(service('lambda', '{"StringEquals": {"‸"}}')).filter((l) => l.includes('x509')),
      [],
    );
  });

  it('a tag of the session comes with the action that sends it', () => {
    const tag = (action: string): string =>
      offers(service('pods.eks', '{"StringEquals": {"‸"}}', action)).find(
        (o) => o.label === 'aws:RequestTag/eks-cluster-name',
      )?.after ?? '';
    assert.match(tag('"sts:AssumeRole"'), /"Action": \["sts:AssumeRole", "sts:TagSession"\]/);
    assert.equal(tag('["sts:AssumeRole", "sts:TagSession"]').split('sts:TagSession').length, 2);
  });

  it('one cluster, one function: ARNs in the form of the service', () => {
    const arns = (name: string): readonly string[] => labels(service(name, '{"ArnLike": {"aws:SourceArn": "‸"}}'));
    assert.deepEqual(arns('pods.eks'), ['arn:aws:eks:<REGION>:ACCOUNT_ID:cluster/<CLUSTER_NAME>']);
    assert.deepEqual(arns('lambda'), ['arn:aws:lambda:<REGION>:ACCOUNT_ID:function:<FUNCTION_NAME>']);
    assert.deepEqual(arns('scheduler'), ['arn:aws:scheduler:<REGION>:ACCOUNT_ID:schedule-group/<GROUP>']);
    assert.deepEqual(arns('ec2'), ['arn:aws:<service>:<region>:ACCOUNT_ID:<resource>']);
  });

  it('one reusable workflow: its claim behind subject and audience, its value as GitHub writes it', () => {
    const host = 'token.actions.githubusercontent.com';
    assert.deepEqual(labels(github('{"StringEquals": {"‸"}}')).slice(0, 3), [
      `${host}:sub`,
      `${host}:aud`,
      `${host}:job_workflow_ref`,
    ]);
    assert.equal(
      labels(github(`{"StringLike": {"${host}:job_workflow_ref": "‸"}}`))[0],
      '<owner>/<repo>/.github/workflows/<file>@<ref>',
    );
    assert.equal(labels(github(`{"StringLike": {"${host}:workflow": "‸"}}`))[0], '<workflow>');
  });
});
