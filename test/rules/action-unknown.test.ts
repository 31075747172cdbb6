import { ruleTest } from '../support/ruleTest.ts';

const action = (a: string): string =>
  `"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": ${a}`;

ruleTest('action-unknown', {
  clean: [
    action('"sts:AssumeRole"'),
    action('"STS:assumerole"'),
    action('"sts:Assume*"'),
    action('"s3:GetObject"'),
    action('"${ACTION}"'),
    action('"*"'),
    action('["sts:AssumeRole", "sts:TagSession"]'),
    action('"sts:AssumeRole, ${OTHER}"'),
    action('"s3:GetObject, s3:PutObject"'),
  ],
  flagged: [
    { policy: action('«"AssumRole"»'), says: ['near'], level: 'error' },
    { policy: action('«"foo"»'), says: ['unknown'], level: 'error' },
    { policy: action('«"sts:AsumeRole"»'), says: ['near'], fixed: action('"sts:AssumeRole"'), level: 'error' },
    { policy: action('["sts:AssumeRole", «"sts:TagSesion"»]'), says: ['near'] },
    { policy: action('«"AssumeRole"»'), says: ['prefix'], fixed: action('"sts:AssumeRole"') },
    { policy: action('«"iam:AssumeRole"»'), says: ['prefix'] },
    { policy: action('«"sts::AssumeRole"»'), says: ['near'], fixed: action('"sts:AssumeRole"') },
    ...[', ', ',', '; ', ' ', ',\\n  '].map((between) => ({
      policy: action(`«"sts:AssumeRole${between}sts:TagSession"»`),
      says: ['several'],
      level: 'error' as const,
      fixed: action('["sts:AssumeRole", "sts:TagSession"]'),
    })),
    {
      policy: action('["sts:SetSourceIdentity", «"sts:AssumeRole, sts:TagSession, sts:AssumeRole"»]'),
      says: ['several'],
      fixed: action('["sts:SetSourceIdentity", "sts:AssumeRole", "sts:TagSession"]'),
    },
    {
      policy: action('["sts:AssumeRole", «"sts:AssumeRole sts:TagSession"»]'),
      says: ['several'],
      fixed: action('["sts:AssumeRole", "sts:TagSession"]'),
    },
    {
      policy: action('["sts:AssumeRole", «"sts:AssumeRole,sts:AssumeRole"»]'),
      says: ['several'],
      fixed: action('["sts:AssumeRole"]'),
    },
    { policy: action('«"sts:Assume*, sts:TagSession"»'), says: ['several'] },
    { policy: action('«"sts:AsumeRole, sts:TagSession"»'), says: ['several'] },
    { policy: action('«"sts:AssumeRole, "»'), says: ['near'], fixed: action('"sts:AssumeRole"') },
    { policy: action('«"sts:BeamUp"»'), says: ['unknown'], level: 'warning' },
  ],
});
