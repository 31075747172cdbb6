import { ruleTest } from '../support/ruleTest.ts';

ruleTest('json-duplicate-key', {
  clean: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
  flagged: [
    {
      policy:
        '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com", «"Service"»: "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"',
      says: ['repeated'],
      fixed:
        '"Effect": "Allow", "Principal": {"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}, "Action": "sts:AssumeRole"',
    },
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "a1b2c3"}, «"StringEquals"»: {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}',
      says: ['repeated'],
      fixed:
        '"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "a1b2c3", "aws:PrincipalOrgID": "o-a1b2c3d4e5"}}',
    },
    // What a template fills in may be a list itself.
    {
      policy:
        '"Effect": "Allow", "Principal": {"Service": {"Ref": "Services"}, «"Service"»: "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"',
      says: ['repeated'],
      fixed: null,
    },
    // What a template fills in is moved as it stands.
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": {"Ref": "Id"}, "aws:PrincipalOrgID": "o-a1b2c3d4e5"}, «"StringEquals"»: {"aws:PrincipalOrgID": {"Fn::Sub": "o-${Org}"}}}',
      says: ['repeated'],
      fixed:
        '"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": {"Ref": "Id"}, "aws:PrincipalOrgID": ["o-a1b2c3d4e5", {"Fn::Sub": "o-${Org}"}]}}',
    },
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5", «"aws:principalorgid"»: "o-f1f2f3f4f5"}}',
      says: ['repeatedInOtherCase'],
    },
    {
      policy:
        '"Effect": "Allow", «"Effect"»: "Deny", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
      says: ['repeated'],
      fixed: null,
    },
  ],
});
