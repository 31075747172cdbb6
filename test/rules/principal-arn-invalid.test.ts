import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, rest = ''): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${rest}`;

ruleTest('principal-arn-invalid', {
  clean: [
    ...[
      '*',
      '111122223333',
      '1234',
      'AROAJQABLZS4A3QDU576Q',
      '<PRINCIPAL>',
      'arn:aws:iam::111122223333:root',
      'arn:aws:iam::<A>:role/x',
    ].map((p) => s(`{"AWS": "${p}"}`)),
    s('{"AWS": "arn:aws:sts::111122223333:assumed-role/role/session"}'),
    s('{"AWS": "arn:aws:sts::111122223333:federated-user/ada"}'),
    s('{"AWS": "arn:aws-eusc:iam::111122223333:user/a/b/c"}'),
    s('{"AWS": "arn:aws:iam::111122223333:${RESOURCE}"}'),
    s('{"AWS": "arn:aws:sts::111122223333:assumed-role/${ROLE}"}'),
    s('{"AWS": "arn:aws:iam::111122223333:role/dev-*"}'),
    s('{"AWS": "arn:aws:iam::111122223333:group/x"}'),
    s('{"Federated": "nonsense"}'),
    s(`{"AWS": "arn:aws:iam::'; echo -n "}`),
    s('{"AWS": "arn:aws:iam::111122223333:role/a,b"}'),
    s('{"AWS": "arn:aws:iam::111122223333:role/a, ${OTHER}"}'),
    s('{"AWS": "arn:aws:iam::AKIA<KEY>:root"}'),
  ],
  flagged: [
    ...['AIDAQ7RSTUVWXYZ23456A', 'AROAQ7RSTUVWXYZ23456A', 'AKIAQ7RSTUVWXYZ23456', 'ASIAQ7EXAMPLEXYZ2345'].map((id) => ({
      policy: s(`{"AWS": "arn:aws:iam::«${id}»:role/build"}`),
      says: ['accountForm'],
      level: 'error' as const,
    })),
    ...[', ', ',', '; ', ' ', '\\n'].map((between) => ({
      policy: s(`{"AWS": «"arn:aws:iam::111122223333:role/a${between}arn:aws:iam::111122223333:user/b"»}`),
      says: ['several'],
      level: 'error' as const,
      fixed: s('{"AWS": ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:user/b"]}'),
    })),
    {
      policy: s('{"AWS": «"arn:aws:iam::111122223333:role/a, arn:aws:iam::111122223333:role/b-*"»}'),
      says: ['several'],
    },
    {
      policy: s('{"AWS": ["111122223333", «"444455556666,111122223333,777788889999"»]}'),
      says: ['several'],
      fixed: s('{"AWS": ["111122223333", "444455556666", "777788889999"]}'),
    },
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::«11112222333O»:role/x"}, "Action": "sts:AssumeRole"',
      says: ['accountForm'],
    },
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::«1111-2222-3333»:role/x"}, "Action": "sts:AssumeRole"',
      says: ['accountForm'],
    },
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/de« »ploy"}, "Action": "sts:AssumeRole"',
      says: ['space'],
    },
    { policy: s('{"AWS": «" 111122223333 "»}'), says: ['space'], fixed: s('{"AWS": "111122223333"}') },
    { policy: s('{"AWS": «"Example Corp account"»}'), says: ['noArn'], fixed: null },
    { policy: s('{"AWS": «"root"»}'), says: ['noArn'] },
    {
      policy: s('{"AWS": «"arn:aws:iam:111122223333:root"»}'),
      says: ['fields'],
      fixed: s('{"AWS": "arn:aws:iam::111122223333:root"}'),
    },
    {
      policy: s('{"AWS": «"arn:aws:iam::111122223333/role/x"»}'),
      says: ['fields'],
      fixed: s('{"AWS": "arn:aws:iam::111122223333:role/x"}'),
    },
    {
      policy: s('{"AWS": «"arn:aws::iam::111122223333:root"»}'),
      says: ['fields'],
      fixed: s('{"AWS": "arn:aws:iam::111122223333:root"}'),
    },
    { policy: s('{"AWS": «"arn:aws:iam"»}'), says: ['fields'], fixed: null },
    {
      policy: s('{"AWS": "arn:«aws-ch»:iam::111122223333:root"}'),
      says: ['partitionNear'],
      fixed: s('{"AWS": "arn:aws-cn:iam::111122223333:root"}'),
    },
    { policy: s('{"AWS": "arn:«amazon»:iam::111122223333:root"}'), says: ['partition'], fixed: null },
    { policy: s('{"AWS": "arn:aws:«lambda»:eu-west-1:111122223333:function:f"}'), says: ['service'], fixed: null },
    {
      policy: s('{"AWS": "arn:aws:«IAM»::111122223333:root"}'),
      says: ['service'],
      fixed: s('{"AWS": "arn:aws:iam::111122223333:root"}'),
    },
    {
      policy: s('{"AWS": "arn:aws:iam:«eu-west-1»:111122223333:root"}'),
      says: ['region'],
      fixed: s('{"AWS": "arn:aws:iam::111122223333:root"}'),
    },
    { policy: s('{"AWS": «"arn:aws:iam:::role/x"»}'), says: ['account'], fixed: null },
    { policy: s('{"AWS": "arn:aws:iam::111122223333:«everything»"}'), says: ['resource'], fixed: null },
    {
      policy: s('{"AWS": "arn:aws:iam::111122223333:«Role/x»"}'),
      says: ['resource'],
      fixed: s('{"AWS": "arn:aws:iam::111122223333:role/x"}'),
    },
    { policy: s('{"AWS": "arn:aws:iam::111122223333:«role/»"}'), says: ['resource'] },
    {
      policy: s('{"AWS": "arn:aws:iam::111122223333:«user:ada»"}'),
      says: ['separator'],
      fixed: s('{"AWS": "arn:aws:iam::111122223333:user/ada"}'),
    },
    {
      policy: s('{"AWS": "arn:aws:«iam»::111122223333:assumed-role/a/b"}'),
      says: ['wrongService'],
      fixed: s('{"AWS": "arn:aws:sts::111122223333:assumed-role/a/b"}'),
    },
    { policy: s('{"AWS": "arn:aws:«sts»::<ACCOUNT>:role/a"}'), says: ['wrongService'] },
    { policy: s('{"AWS": "arn:aws:sts::111122223333:«assumed-role/a»"}'), says: ['session'] },
  ],
});
