import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('statement-mixed', {
  clean: [
    s('{"Service": ["lambda.amazonaws.com", "edgelambda.amazonaws.com", "ec2.amazonaws.com"]}'),
    s('{"Service": ["amplify.me-south-1.amazonaws.com", "amplify.eu-south-1.amazonaws.com", "amplify.amazonaws.com"]}'),
    s('{"Service": "ec2.amazonaws.com", "AWS": "${WHO}"}').replace('Allow', 'Deny'),
    s('{"Service": "ec2.amazonaws.com", "Federated": "accounts.google.com"}'), // its action is the finding
  ],
  flagged: [
    {
      policy: `"Sid": "Both", ${s('{"Service": "ec2.amazonaws.com", "AWS": "111122223333"}').replace('"Principal"', '«"Principal"»')}`,
      says: ['kinds'],
      level: 'information',
      fixed: `"Sid": "Both", ${s('{"Service": "ec2.amazonaws.com"}')}}, {${s('{"AWS": "111122223333"}')}`,
    },
    // What a template fills in is moved as it stands.
    {
      policy: s('{"Service": "ec2.amazonaws.com", "AWS": {"Fn::Sub": "arn:aws:iam::${Account}:root"}}').replace(
        '"Principal"',
        '«"Principal"»',
      ),
      says: ['kinds'],
      fixed: `${s('{"Service": "ec2.amazonaws.com"}')}}, {${s('{"AWS": {"Fn::Sub": "arn:aws:iam::${Account}:root"}}')}`,
    },
    {
      policy: s(
        '{"Service": "ec2.amazonaws.com", "AWS": "111122223333", "Federated": "arn:aws:iam::111122223333:saml-provider/Okta"}',
      )
        .replace('"Principal"', '«"Principal"»')
        .replace('"sts:AssumeRole"', '["sts:AssumeRole", "sts:AssumeRoleWithSAML"]'),
      says: ['kinds'],
      mentions: 'service principals, AWS principals and identity providers',
    },
    {
      policy: s('{"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com", "glue.amazonaws.com"]}').replace(
        '"Principal"',
        '«"Principal"»',
      ),
      says: ['services'],
      fixed: null,
    },
  ],
});
