import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('key-pair-missing', {
  clean: [
    s('"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}, "StringEquals": {"aws:SourceVpc": "vpc-0123456789abcdef0"}'),
    s('"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}, "StringEquals": {"<KEY>": "x"}'),
    s('"NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}'),
    s('"NumericGreaterThanIfExists": {"aws:MultiFactorAuthAge": "3600"}').replace('Allow', 'Deny'),
    s(
      '"NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}, "BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}',
    ).replace('Allow', 'Deny'),
  ],
  flagged: [
    {
      policy: s('"IpAddress": {«"aws:VpcSourceIp"»: "10.0.0.0/8"}'),
      says: ['vpc'],
      mentions: 'aws:SourceVpc',
      fixed: null,
    },
    { policy: s('"IpAddress": {«"aws:Ec2InstanceSourcePrivateIPv4"»: "10.0.0.0/8"}'), says: ['vpc'] },
    {
      policy: s('"NumericGreaterThan": {«"aws:MultiFactorAuthAge"»: "3600"}').replace('Allow', 'Deny'),
      says: ['mfaAge'],
    },
  ],
});
