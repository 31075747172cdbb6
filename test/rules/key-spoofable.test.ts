import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('key-spoofable', {
  clean: [
    s('"StringNotLike": {"aws:UserAgent": "curl*"}'),
    s('"StringLikeIfExists": {"aws:Referer": "https://example.com/*"}'),
    s('"StringLike": {"aws:UserAgent": "curl*"}').replace('Allow', 'Deny'),
  ],
  flagged: [
    { policy: s('"StringLike": {«"aws:UserAgent"»: "deploy*"}'), says: ['spoofable'], level: 'warning', fixed: null },
    { policy: s('"StringEquals": {«"aws:referer"»: "x"}'), says: ['spoofable'] },
  ],
});
