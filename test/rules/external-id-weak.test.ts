import { ruleTest } from '../support/ruleTest.ts';

const s = (value: string, operator = 'StringEquals'): string =>
  `"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole", "Condition": {"${operator}": {"sts:ExternalId": ${value}}}`;

ruleTest('external-id-weak', {
  clean: [
    '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "*"}}',
    s('"7f9c3b1e-2c1d"'),
    s('"<EXTERNAL_ID>"'),
    // Names of one's own that end in such a word, and random ones with such a start.
    ...['acme-labs-external-id', 'octo-prod-unique-id', 'test-4f9c-22e1', 'example-7b1e44c0', '1234-ab77-90ff'].map(
      (id) => s(`"${id}"`),
    ),
    // Services have forms of their own.
    ...[
      ['firehose', '111122223333'],
      ['elasticbeanstalk', 'elasticbeanstalk'],
      ['cognito-idp', 'a1b2'],
      ['securityagent', 'c0de'],
    ].map(([name, id]) =>
      s(`"${id ?? ''}"`).replace('"AWS": "arn:aws:iam::464622532012:root"', `"Service": "${name ?? ''}.amazonaws.com"`),
    ),
    s('"12345"', 'StringNotEquals'),
    s('"12345"').replace('Allow', 'Deny'),
    s('"vmimport"').replace('"AWS": "arn:aws:iam::464622532012:root"', '"Service": "vmie.amazonaws.com"'),
  ],
  flagged: [
    {
      policy: s('«"12345"»'),
      says: ['sample'],
      level: 'warning',
      fixed: s('"<EXTERNAL_ID>"'),
      offers: ['Replace with the external ID from the vendor', 'Replace with a new random external ID'],
    },
    ...[
      'Example987',
      'UniqueExternalId123',
      'unique_external_id_7',
      'Unique ID Assigned by Example Corp',
      'Unique_ID_Assigned_By_Octo',
      'my-external-id',
      'the-external-id',
      'external_id_2',
      'sample-external-id',
      'secret_7',
      'test-1',
    ].map((id) => ({ policy: s(`«"${id}"»`), says: ['sample'] })),
    { policy: s('«"a7c"»'), says: ['short'], mentions: '3 characters' },
    { policy: s('«"111122223333"»'), says: ['account'] },
    { policy: s('«"DataDog"»'), says: ['vendor'] },
    { policy: s('["7f9c3b1e-2c1d", «"7f9c*"»]', 'StringLike'), says: ['wildcard'] },
    { policy: s('«"*"»', 'StringLike'), says: ['wildcard'] },
  ],
});
