import { ruleTest } from '../support/ruleTest.ts';

const S = '"Service": "ec2.amazonaws.com"';

ruleTest('element-unknown', {
  clean: [
    '{"Role": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Fn::Transform": {"Name": "x"}, "Statement": []}}}',
    `"Sid": "A", "Effect": "Allow", "Principal": {${S}}, "Action": "sts:AssumeRole"`,
    '"Effect": "Allow", "": {}',
  ],
  flagged: [
    {
      policy: `"Effect": "Allow", «"Principle"»: {${S}}, "Action": "sts:AssumeRole"`,
      says: ['meant'],
      fixed: `"Effect": "Allow", "Principal": {${S}}, "Action": "sts:AssumeRole"`,
      mentions: 'Principal',
    },
    { policy: `"Effect": "Allow", «"principal"»: {${S}}, "Action": "sts:AssumeRole"`, says: ['meant'] },
    {
      policy: `"Effect": "Allow", "Principal": {${S}}, "Action": "sts:AssumeRole", «"Conditions"»: {}`,
      says: ['meant'],
    },
    {
      policy: `"Effect": "Allow", "Principal": {${S}}, "Action": "sts:AssumeRole", «"action"»: "sts:TagSession"`,
      says: ['taken'],
      fixed: null,
    },
    {
      policy: `"Effect": "Allow", «"Comment"»: "x", "Principal": {${S}}, "Action": "sts:AssumeRole"`,
      says: ['unknown'],
      fixed: null,
    },
    { policy: `{"version": "2012-10-17", "Statement": []}`.replace('"version"', '«"version"»'), says: ['meant'] },
    {
      policy: `{«"Effect"»: "Allow", "Principal": {${S}}, "Action": "sts:AssumeRole"}`,
      says: ['outside'],
      fixed: `{"Statement": [{"Effect": "Allow", "Principal": {${S}}, "Action": "sts:AssumeRole"}]}`,
    },
  ],
});
