import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string): string => `"Effect": "Allow", "Principal": {${principal}}, "Action": "sts:AssumeRole"`;

ruleTest('principal-type-unknown', {
  clean: [
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "a" + "}": "b"}}]}',
    s('"AWS": "111122223333"'),
    s('"Service": "ec2.amazonaws.com"'),
    s('"Federated": "x"'),
    s('"CanonicalUser": "x"'),
    s('"": "x"'),
    s('"<TYPE>": "x"'),
  ],
  flagged: [
    { policy: s('«"service"»: "ec2.amazonaws.com"'), says: ['near'], fixed: s('"Service": "ec2.amazonaws.com"') },
    { policy: s('«"aws"»: "111122223333"'), says: ['near'], fixed: s('"AWS": "111122223333"') },
    { policy: s('«"Services"»: "ec2.amazonaws.com", "Service": "lambda.amazonaws.com"'), says: ['near'], fixed: null },
    { policy: s('«"User"»: "ada"'), says: ['unknown'], fixed: null },
  ],
});
