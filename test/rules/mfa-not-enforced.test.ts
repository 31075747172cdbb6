import { ruleTest } from '../support/ruleTest.ts';

const s = (effect: string, condition: string): string =>
  `"Effect": "${effect}", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {${condition}}`;
const ofRole = (policy: string, ...others: string[]): string =>
  policy.replace('"111122223333"', `[${['"arn:aws:iam::111122223333:role/deploy"', ...others].join(', ')}]`);
const KEY = '"aws:MultiFactorAuthPresent"';

ruleTest('mfa-not-enforced', {
  clean: [
    '"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}',
    s('Allow', `"Bool": {${KEY}: "true"}`),
    s('Allow', `"Bool": {${KEY}: true}`),
    s('Deny', `"BoolIfExists": {${KEY}: "false"}`),
    s('Allow', `"Null": {${KEY}: "false"}, "Bool": {${KEY}: "true"}`),
    s('Deny', `"Null": {${KEY}: "true"}`),
    s('Allow', `"BoolIfExists": {${KEY}: "\${MFA}"}`),
    // Closed by a second test of MFA.
    s('Allow', `"BoolIfExists": {${KEY}: "true"}, "Null": {${KEY}: "false"}`),
    s(
      'Allow',
      '"NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "3600"}, "Null": {"aws:MultiFactorAuthAge": "false"}',
    ),
    s('Allow', `"NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "3600"}, "Bool": {${KEY}: "true"}`),
    s('Allow', '"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}'),
    s('Deny', '"NumericGreaterThanIfExists": {"aws:MultiFactorAuthAge": "3600"}'),
  ],
  flagged: [
    {
      policy: s('Allow', '«"NumericLessThanEqualsIfExists"»: {"aws:MultiFactorAuthAge": "3600"}'),
      says: ['age'],
      fixed: s('Allow', '"NumericLessThanEquals": {"aws:MultiFactorAuthAge": "3600"}'),
    },
    {
      policy: ofRole(s('Allow', '«"NumericLessThanIfExists"»: {"aws:MultiFactorAuthAge": "3600"}')),
      says: ['roles'],
      fixed: null,
    },
    {
      policy: s('Allow', `«"BoolIfExists"»: {${KEY}: "true"}`),
      says: ['ifExists'],
      fixed: s('Allow', `"Bool": {${KEY}: "true"}`),
    },
    {
      policy: s('Deny', `«"Bool"»: {${KEY}: "false", "aws:SecureTransport": "false"}`),
      says: ['deny'],
      fixed: s('Deny', `"Bool": {"aws:SecureTransport": "false"}, "BoolIfExists": {${KEY}: "false"}`),
    },
    {
      policy: s('Allow', `«"Null"»: {${KEY}: "false"}`),
      says: ['present'],
      fixed: s('Allow', `"Bool": {${KEY}: "true"}`),
    },
    // Of roles alone no operator asks for MFA; beside a user it does.
    { policy: ofRole(s('Allow', `«"BoolIfExists"»: {${KEY}: "true"}`)), says: ['roles'], fixed: null },
    { policy: ofRole(s('Deny', `«"Bool"»: {${KEY}: "false"}`)), says: ['never'], fixed: null },
    { policy: ofRole(s('Allow', `«"Null"»: {${KEY}: "false"}`)), says: ['never'], fixed: null },
    {
      policy: ofRole(s('Allow', `«"BoolIfExists"»: {${KEY}: "true"}`), '"arn:aws:iam::111122223333:user/ada"'),
      says: ['ifExists'],
    },
  ],
});
