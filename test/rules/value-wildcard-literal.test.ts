import { ruleTest } from '../support/ruleTest.ts';

const s = (condition: string): string =>
  `"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {${condition}}`;

ruleTest('value-wildcard-literal', {
  clean: [
    s('"StringLike": {"aws:userid": "AROAX:*"}'),
    s('"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}'),
    s('"StringEquals": {"sts:RoleSessionName": "a${*}b"}'),
    s('"StringEquals": {"sts:RoleSessionName": "<a*>"}'),
    s('"NumericEquals": {"aws:MultiFactorAuthAge": "*"}'),
  ],
  flagged: [
    {
      policy: s('"StringEquals": {"aws:userid": «"AROAX:*"»}, "StringLike": {"aws:UserId": "*:deploy"}'),
      says: ['literal'],
      fixed: null,
    },
    {
      policy: s('"StringEquals": {"aws:userid": «"AROAX:*"»}'),
      says: ['literal'],
      fixed: s('"StringLike": {"aws:userid": "AROAX:*"}'),
    },
    {
      policy: s('"StringEquals": {"sts:ExternalId": "7f9c3b1e", "aws:userid": ["a", «"b?"»]}'),
      says: ['literal'],
      fixed: s('"StringEquals": {"sts:ExternalId": "7f9c3b1e"}, "StringLike": {"aws:userid": ["a", "b?"]}'),
    },
    {
      policy: s('"ForAnyValue:StringNotEqualsIfExists": {"aws:userid": «"*"»}'),
      says: ['literal'],
      fixed: null, // as a pattern it would keep everybody out
    },
    {
      policy: s('"ForAnyValue:StringNotEqualsIfExists": {"aws:userid": «"AROAX:*"»}'),
      says: ['literal'],
      fixed: s('"ForAnyValue:StringNotLikeIfExists": {"aws:userid": "AROAX:*"}'),
    },
    {
      policy: s('"StringLike": {"a:b": "c"}, "StringEquals": {"aws:userid": «"x*"»}'),
      says: ['literal'],
      fixed: s('"StringLike": {"a:b": "c", "aws:userid": "x*"}'),
    },
  ],
});
