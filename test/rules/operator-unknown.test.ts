import { ruleTest } from '../support/ruleTest.ts';

const s = (operator: string): string =>
  `"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {${operator}: {"sts:ExternalId": "7f9c3b1e"}}`;

ruleTest('operator-unknown', {
  clean: [
    s('"StringEquals"'),
    s('"ForAnyValue:StringLikeIfExists"'),
    s('"ArnNotLike"'),
    s('"${OPERATOR}"'),
    s('"Null"'),
    s('"Fn::If"'),
  ],
  flagged: [
    { policy: s('«"StringEqual"»'), says: ['near'], fixed: s('"StringEquals"'), level: 'error' },
    { policy: s('«"stringequals"»'), says: ['near'], fixed: s('"StringEquals"') },
    { policy: s('«"ArnEqual"»'), says: ['near'], fixed: s('"ArnEquals"') },
    { policy: s('«"foranyvalue:stringlike"»'), says: ['near'], fixed: s('"ForAnyValue:StringLike"') },
    { policy: s('«"sts:ExternalId"»'), says: ['key'], fixed: null },
    { policy: s('«"__comment"»'), says: ['unknown'], fixed: null },
  ],
});
