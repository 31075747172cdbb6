import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;

ruleTest('value-ip', {
  clean: [
    ...['203.0.113.7', '203.0.113.0/24', '2001:db8::/32', '0.0.0.0/0', '<RANGE>'].map((r) =>
      s(`"IpAddress": {"aws:SourceIp": "${r}"}`),
    ),
    s('"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}'),
  ],
  flagged: [
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"IpAddress": {"aws:SourceIp": «"203.0.113.0/25,198.51.100.7"»}}',
      says: ['several'],
      level: 'error',
      fixed:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/25", "198.51.100.7"]}}',
    },
    ...[
      '203.0.113',
      '203.0.113.0/33',
      'example.com',
      '203.0.113.1-9',
      '0xcb.0.113.7',
      '203.0.113.0/24/8',
      '203.0.113.0/x',
    ].map((r) => ({
      policy: s(`"IpAddress": {"aws:SourceIp": «"${r}"»}`),
      says: ['other'],
      level: 'error' as const,
      fixed: null,
    })),
    {
      policy: s('"IpAddress": {"aws:SourceIp": [«"10.0.0.0/8"», "192.168.1.1"]}'),
      says: ['private'],
      level: 'error',
      fixed: null,
    },
    {
      policy: s('"IpAddress": {"aws:SourceIp": [«"10.0.0.0/8"», "203.0.113.0/24"]}'),
      says: ['partlyPrivate'],
      level: 'warning',
    },
    { policy: s('"IpAddress": {"aws:SourceIp": «"fd00::/8"»}').replace('Allow', 'Deny'), says: ['partlyPrivate'] },
    {
      policy: s('"NotIpAddress": {"aws:SourceIp": [«"172.16.0.0/12"», "203.0.113.0/24"]}'),
      says: ['notPrivate'],
      level: 'warning',
    },
    {
      policy: s('"IpAddress": {"aws:SourceIp": «"203.0.113.7/24"»}'),
      says: ['hostBits'],
      level: 'hint',
      fixed: s('"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}'),
    },
    {
      policy: s('"IpAddress": {"aws:SourceIp": «"2001:db8::1/64"»}'),
      says: ['hostBits'],
      fixed: s('"IpAddress": {"aws:SourceIp": "2001:db8::/64"}'),
    },
  ],
});
