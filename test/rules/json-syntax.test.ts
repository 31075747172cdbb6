import { ruleTest } from '../support/ruleTest.ts';

const BODY =
  '"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]';

ruleTest('json-syntax', {
  clean: [
    `{"Version": "2012-10-17", ${BODY}}`,
    ...['\n', '\n  ', '\r\n', '\t', '\t '].map((before) => `${before}{"Version": "2012-10-17", ${BODY}}`),
    `{"Version": "2012-10-17", ${BODY}}  \n`,
    `  {"Resources": {"R": {"Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", ${BODY}}}}}}`,
    ` [{"Role": {"AssumeRolePolicyDocument": ${JSON.stringify(` {"Version": "2012-10-17", ${BODY}}`)}}}]`,
    '"Effect": "Allow", "Principal": {"AWS": ${ACCOUNT}}, "Action": "sts:AssumeRole"',
    '"Effect": "Allow", "Principal": {"AWS": {{ account }}}, "Action": "sts:AssumeRole"',
    '"Effect": "Allow", "Principal": {"AWS": <%= account %>}, "Action": "sts:AssumeRole"',
    '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::<アカウント>:root"}, "Action": "sts:AssumeRole"',
    '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::<アカウント>:role/のID"}, "Action": "sts:AssumeRole"',
    '"Sid": "Caf\u00e9", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
  ],
  flagged: [
    {
      policy: `{\n  «// the instances»\n  "Version": "2012-10-17", ${BODY}\n}`,
      says: ['comment'],
      fixed: `{\n  "Version": "2012-10-17", ${BODY}\n}`,
    },
    {
      policy: `{"Version": "2012-10-17", «/* two\n lines */» ${BODY}}`.replace(
        '«/* two\n lines */»',
        '«/* two»\n lines */',
      ),
      says: ['comment'],
    },
    {
      policy: `{"Version": "2012-10-17", ${BODY}«,»}`,
      says: ['trailingComma'],
      fixed: `{"Version": "2012-10-17", ${BODY}}`,
    },
    {
      policy: `{«'Version'»: '2012-10-17', ${BODY}}`,
      says: ['singleQuotes'],
      fixed: `{"Version": "2012-10-17", ${BODY}}`,
    },
    {
      policy: `{«“Version”»: “2012-10-17”, ${BODY}}`,
      says: ['smartQuotes'],
      fixed: `{"Version": "2012-10-17", ${BODY}}`,
    },
    {
      policy: `{"Version": "2012-10-17" «"Statement"»: []}`,
      says: ['commaMissing'],
      fixed: `{"Version": "2012-10-17", "Statement": []}`,
    },
    { policy: `{"Version" «"2012-10-17"», "Statement": []}`, says: ['colonMissing'] },
    { policy: `{"Version": «,» "Statement": []}`, says: ['valueMissing'] },
    {
      policy: `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow"«}»\n`,
      says: ['closingMissing'],
      mentions: ']}',
    },
    { policy: `{"Version": «"2012-10-17,»\n "Statement": []}`, says: ['stringUnclosed'] },
    { policy: `{"Version": «"2012\\x"», "Statement": []}`, says: ['badEscape'] },
    { policy: `{"Version": «"2012\t-10-17"», "Statement": []}`, says: ['badCharacter'] },
    { policy: `{"Version": "2012-10-17", ${BODY}} «"x"»`, says: ['extraText'] },
    { policy: `{"Version": «2012-10»-17, "Statement": []}`.replace('«2012-10»-17', '«None»'), says: ['unexpected'] },
    {
      policy: `{"Version": "2012-10-17", "Statement": ${'['.repeat(498)}«[»${'['.repeat(9501)}`.replace('«[»', '[«[»'),
      says: ['tooDeep'],
    },
    {
      policy:
        '"Sid": "Deploy«🚀»", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
      says: ['refusedCharacter'],
    },
    {
      policy:
        '"Sid": "\\u2013 and «’»", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
      says: ['refusedCharacter'],
    },
    {
      policy: `«\ufeff»{"Version": "2012-10-17", ${BODY}}`,
      says: ['byteOrderMark'],
      fixed: `{"Version": "2012-10-17", ${BODY}}`,
    },
    ...[' ', '    ', ' \n\t', '  \r\n'].map((before) => ({
      policy: `«${before}»{"Version": "2012-10-17", ${BODY}}`,
      says: ['leadingSpace'],
      level: 'error' as const,
      fixed: `{"Version": "2012-10-17", ${BODY}}`,
      standAlone: true as const,
    })),
    { policy: `«\ufeff»«  »{"Version": "2012-10-17", ${BODY}}`, says: ['byteOrderMark', 'leadingSpace'] },
    {
      policy: `«  »{«// spaces, then a comment»\n"Version": "2012-10-17", ${BODY}}`,
      says: ['leadingSpace', 'comment'],
      fixed: `{// spaces, then a comment\n"Version": "2012-10-17", ${BODY}}`,
    },
    {
      policy:
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["111122223333", «...»]}, "Action": "sts:AssumeRole"}]}',
      says: ['unexpected'],
    },
    {
      policy: '"Effect": "Allow", "Principal": {"Federated": "${trim(x, "«https»://")}"}, "Action": "sts:AssumeRole"',
      says: ['unexpected'],
    },
    {
      policy: '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}«}»',
      says: ['closingMissing'],
      mentions: ']',
    },
    { policy: '"Effect": "Allow", "Principal": {«{»"AWS": "1"}}, "Action": "sts:AssumeRole"', says: ['unexpected'] },
    { policy: '{"Version": «"2012\u0011"», "Statement": []}', says: ['badCharacter'] },
    {
      policy: '{"Version": "2012-10-17", "Statement": [], «\'Id\'»: \'it\\\'s "fine"\'}',
      says: ['singleQuotes'],
      fixed: '{"Version": "2012-10-17", "Statement": [], "Id": "it\'s \\"fine\\""}',
    },
    {
      policy: '{"Version": "2012-10-17", "Statement": [], "Id": «“Bob\'s role”»}',
      says: ['smartQuotes'],
      fixed: '{"Version": "2012-10-17", "Statement": [], "Id": "Bob\'s role"}',
    },
    {
      policy: '{"Version": "2012-10-17" «// the language»\n «"Statement"»: []}',
      says: ['comment', 'commaMissing'],
    },
    // A long text is shortened inside its quotes.
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": ["111122223333" «"arn:aws:iam::111122223333:role/of-the-continuous-deployment"»]}, "Action": "sts:AssumeRole"',
      says: ['commaMissing'],
      mentions: 'Missing comma before "arn:aws:iam::111122223333:role/of-the…".',
    },
    {
      policy:
        '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole" «"sts:TagSession"»',
      says: ['commaMissing'],
      fixed: null,
    },
    // A stray mark behind a string starts no other one.
    { policy: '{"Version": "2012-10-17"«“», "Statement": []}', says: ['unexpected'], fixed: null },
    { policy: '{"Version":«\ufeff»"2012-10-17", "Statement": []}', says: ['unexpected'] },
  ],
});
