import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('principal-sso-role', {
  clean: [
    s('{"AWS": "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin"}'),
    s('{"AWS": "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_${ID}"}'),
    s('{"AWS": "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/${USER}"}'),
    s('{"AWS": "arn:aws:sts::111122223333:assumed-role/ops/AWSReservedSSO_Admin_0123456789abcdef"}'),
    s('{"AWS": "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin/ana"}'),
    s('{"AWS": "arn:aws:iam::111122223333:user/AWSReservedSSO_Admin_0123456789abcdef"}'),
  ],
  flagged: [
    {
      policy: s(
        '{"AWS": «"arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_My_Set_0123456789abcdef"»}',
      ),
      says: ['sso'],
      level: 'information',
      fixed: s(
        '{"AWS": "arn:aws:iam::111122223333:root"}',
        ', "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_My_Set_*"}}',
      ),
    },
    {
      policy: s('{"AWS": [«"arn:aws:iam::111122223333:role/AWSReservedSSO_A_0123456789abcdef"», "444455556666"]}'),
      says: ['sso'],
      offers: ['Move the role to a statement with aws:PrincipalArn'],
      fixed:
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["444455556666"]}, "Action": "sts:AssumeRole"}, {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_A_*"}}}]}',
    },
    {
      policy: s(
        '{"AWS": [«"arn:aws:iam::111122223333:role/AWSReservedSSO_A_0123456789abcdef"», "444455556666"]}',
        ', "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}}',
      ),
      says: ['sso'],
      fixed: null,
    },
    {
      policy: s(
        '{"AWS": «"arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_0123456789abcdef"»}',
      ),
      says: ['noRegion'],
      level: 'information',
      mentions: 'us-east-1',
      fixed: s(
        '{"AWS": "arn:aws:iam::111122223333:root"}',
        ', "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_A_*"}}',
      ),
    },
    {
      policy: s(
        '{"AWS": «"arn:aws-us-gov:sts::111122223333:assumed-role/AWSReservedSSO_My_Set_0123456789abcdef/ana@example.com"»}',
      ),
      says: ['session'],
      level: 'information',
      offers: ['Trust the account and match the role with aws:PrincipalArn (all its sessions)'],
      fixed: s(
        '{"AWS": "arn:aws-us-gov:iam::111122223333:root"}',
        ', "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws-us-gov:iam::111122223333:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_My_Set_*"}}',
      ),
    },
  ],
});
