import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, condition = '', action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${principal}}, "Action": "${action}"${condition === '' ? '' : `, "Condition": ${condition}`}`;
const A = '"arn:aws:iam::111122223333:oidc-provider/gitlab.com"';
const B = '"arn:aws:iam::111122223333:oidc-provider/agent.buildkite.com"';

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
      says: ['unnamed'],
      fixed: `${s(A, '{"StringEquals": {"gitlab.com:sub": "x", "sts:RoleSessionName": "y"}}')}}, {${s(B, '{"StringEquals": {"sts:RoleSessionName": "y"}}')}`,
    },
    {
      policy: s(`[${A}, «${B}»]`, '{"StringEquals": {"gitlab.com:sub": "x", "agent.buildkite.com:sub": "y"}}'),
      says: ['both'],
    },
  ],
});
