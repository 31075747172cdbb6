import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, condition = '', action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${principal}}, "Action": "${action}"${condition === '' ? '' : `, "Condition": ${condition}`}`;
const A = '"arn:aws:iam::111122223333:oidc-provider/gitlab.com"';
const B = '"arn:aws:iam::111122223333:oidc-provider/agent.buildkite.com"';
const subbed = (arn: string): string => `{"Fn::Sub": ${arn.replace('111122223333', '${AWS::AccountId}')}}`;

ruleTest('federated-provider-mixed', {
  clean: [
    s(`[${A}, ${B}]`),
    s(`[${A}, ${B}]`, '{"StringEquals": {"sts:RoleSessionName": "x"}}'),
    s(`[${A}, "<OTHER>"]`, '{"StringEquals": {"gitlab.com:sub": "x"}}'),
    s(A, '{"StringEquals": {"gitlab.com:sub": "x"}}'),
  ],
  flagged: [
    {
      policy: s(`[${A}, «${B}»]`, '{"StringEquals": {"gitlab.com:sub": "x", "sts:RoleSessionName": "y"}}'),
      says: ['unnamed'], // split off, nothing would tell who comes by it
    },
    {
      policy: s(`[${A}, «${B}»]`, '{"StringEquals": {"gitlab.com:sub": "x", "agent.buildkite.com:sub": "y"}}'),
      says: ['both'],
      fixed: `${s(A, '{"StringEquals": {"gitlab.com:sub": "x"}}')}}, {${s(B, '{"StringEquals": {"agent.buildkite.com:sub": "y"}}')}`,
    },
    // What a template fills in is moved as it stands.
    {
      policy: s(
        `[${subbed(A)}, «${subbed(B)}»]`.replace(/«({"Fn::Sub": )(.*)}»/, '$1«$2»}'),
        '{"StringEquals": {"gitlab.com:sub": {"Ref": "Project"}, "agent.buildkite.com:sub": "y"}}',
      ),
      says: ['both'],
      fixed: `${s(subbed(A), '{"StringEquals": {"gitlab.com:sub": {"Ref": "Project"}}}')}}, {${s(subbed(B), '{"StringEquals": {"agent.buildkite.com:sub": "y"}}')}`,
    },
  ],
});
