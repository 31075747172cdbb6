import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  check,
  finish,
  generatedText,
  problemWith,
  PolicyDocument,
  wizard,
  wizardSteps,
  type Answers,
} from '../../server/src/service.ts';
import { oidcProviders } from '../../server/src/catalogue/oidcProviders.ts';
import type { Step } from '../../server/src/generate/steps.ts';
import { testContext } from '../support/context.ts';

const NOW = testContext().now;
const random = (): string => '3f9a1c7be04d4d5f8a21';
const letters = (unit: string, min: number, max: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(unit)), minLength: min, maxLength: max });
const digits = (min: number, max: number): fc.Arbitrary<string> => letters('0123456789', min, max);
const joined = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((p) => (typeof p === 'string' ? fc.constant(p) : p))).map((all) => all.join(''));
const listed = (one: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(one, { minLength: 1, maxLength: 3 }).map((all) => all.join(', '));

const partition = fc.constantFrom('aws', 'aws', 'aws', 'aws-cn', 'aws-us-gov', 'aws-eu', '');
const account = fc.oneof(
  digits(12, 12),
  fc.constantFrom('111122223333', '464622532012', '1111-2222-3333', '1111 2222 3333', ' 111122223333 ', '000000000000'),
  fc.constantFrom('12345678901', '1234567890123', 'prod', '<ACCOUNT>', '${AWS::AccountId}', '1111-2222-333'),
  fc.constantFrom('arn:aws:iam::111122223333:root', 'arn:aws:sts::111122223333:assumed-role/a/b', 'arn:aws:s3:::b'),
);
const name = fc.oneof(
  letters('abcXYZ019_+=.@-', 1, 12),
  fc.constantFrom(
    'deploy',
    'ci/deploy',
    'AWSReservedSSO_Admin_0123456789abcdef',
    'a'.repeat(70),
    '*',
    'a*',
    'a b',
    'é',
  ),
  fc.constantFrom('aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef', '${aws:username}'),
);
const principal = fc.oneof(
  joined('arn:', partition, ':iam::', digits(12, 12), ':role/', name),
  joined('arn:aws:iam::111122223333:', fc.constantFrom('role', 'user', 'group', 'Role', 'root', 'role:x'), '/', name),
  joined('arn:aws:sts::111122223333:assumed-role/', name, '/', name),
  joined('arn:aws:sts::111122223333:federated-user/', name),
  fc.constantFrom('arn:aws:iam::111122223333:root', '*', 'AROACKCEVSQ6C2EXAMPLE', 'ec2.amazonaws.com', 'anonymous'),
  fc.constantFrom('arn:aws:iam::111122223333:oidc-provider/gitlab.com', 'arn:aws:iam:eu-west-1:111122223333:user/a'),
);
const byte = fc.oneof(fc.nat(255).map(String), fc.constantFrom('256', '01', '0', '10', '127', '169', '192', '100'));
const address = fc.oneof(
  joined(byte, '.', byte, '.', byte, '.', byte),
  fc.ipV4(),
  fc.ipV6(),
  fc.constantFrom('10.0.0.1', '172.20.0.0', '192.168.1.1', '100.64.0.0', '169.254.0.1', '127.0.0.1', '203.0.113.7'),
  fc.constantFrom('::1', '::', 'fe90::', 'febf::1', 'fd00::', '::ffff:10.0.0.1', '2001:db8::1', '2001:DB8::', '1.2.3'),
  fc.constantFrom('fe80::1%eth0', '0x7f.1.1.1', '1', '::ffff:203.0.113.7', '64:ff9b::a00:1', '0.0.0.0', '224.0.0.1'),
);
const range = fc.oneof(
  address,
  joined(address, '/', fc.oneof(fc.integer({ min: -1, max: 130 }).map(String), digits(0, 3))),
);
const day = fc.oneof(
  joined(fc.integer({ min: 2026, max: 2999 }).map(String), '-', digits(2, 2), '-', digits(2, 2)),
  fc.constantFrom('2026-12-31', '2027-02-29', '2027-02-28', '2020-01-01', '2026-11-20', '2026-11-21', '1798761599'),
  fc.constantFrom('2026', '31.12.2026', '2026-12-31T00:00:00Z', 'tomorrow', '9999-12-31', '0000-01-01'),
);
const externalId = fc.oneof(
  letters('abcXYZ0189_+=,.@:/-', 1, 30),
  fc.uuid(),
  fc.constantFrom(
    '111122223333',
    'example1',
    'change-me',
    'test123',
    'secret',
    'Datadog',
    'data-dog',
    'my-external-id',
  ),
  fc.constantFrom('123456', '1234567', 'a b c d e f', '${aws:username}', 'abc*def', '<ExternalId>', 'ACCOUNT_ID'),
);
const organization = fc.oneof(
  joined('o-', letters('abcxyz0189', 8, 34)),
  fc.constantFrom('o-A1B2C3D4E5', 'my-org', 'r-ab12', 'o-a1b2c3d4e5/r-ab12/', 'o-*', '<ORG_ID>'),
);
const uuid = fc.oneof(
  fc.uuid(),
  fc.uuid().map((u) => u.toUpperCase()),
  fc.constantFrom('{2c3f7a0e}', '2c3f7a0e'),
);
const region = fc.constantFrom(
  'eu-west-1',
  'us-gov-west-1',
  'cn-north-1',
  'eu-west-9',
  'us-east',
  'EU-WEST-1',
  'xx-yy-1',
);
const path = fc.oneof(
  listed(letters('abcXYZ019_.-', 1, 8)).map((t) => t.replaceAll(', ', '/')),
  fc.constantFrom(
    'acme',
    'acme/platform',
    'acme/',
    '/acme',
    'a//b',
    'a:b',
    'acme/*',
    '*',
    'a b',
    'é',
    '..',
    'a@1',
    '<x>',
  ),
);
const unit = fc.oneof(
  joined(organization, '/r-', letters('abk012', 4, 5), '/ou-', letters('abk012', 4, 5), '-', letters('abk012', 7, 9)),
  joined(organization, '/r-ab12/ou-ab12-11111111', fc.constantFrom('', '/', '/*', '/ou-ab12-22222222/', '*', '//')),
  joined(
    'arn:',
    partition,
    ':organizations::',
    digits(12, 12),
    ':ou/',
    organization,
    '/ou-ab12-',
    letters('abk012', 7, 9),
  ),
);
const branch = fc.oneof(
  path,
  fc.constantFrom(
    'main',
    'release/1.0',
    'refs/heads/main',
    'feature/*',
    'v1?',
    'a..b',
    'x.lock',
    'HEAD',
    'a#b',
    '${x}',
  ),
);
const issuer = fc.oneof(
  fc.constantFrom(...oidcProviders().flatMap((p) => p.issuers.map((i) => i.example))),
  joined(fc.domain(), fc.oneof(fc.constant(''), joined('/', path))),
  fc.constantFrom(
    'https://idp.example.com',
    'idp.example.com/',
    'IDP.example.com',
    'localhost',
    'idp.example.com:8443',
  ),
  fc.constantFrom('gitlab.com', 'token.actions.githubusercontent.com', 'accounts.google.com', 'app.terraform.io'),
  fc.constantFrom(
    'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
    'acme.okta.com',
    'a.auth0.com/',
  ),
  joined('arn:', partition, ':iam::', digits(12, 12), ':oidc-provider/', fc.domain(), '/', path),
  joined('https://oidc.eks.', region, '.amazonaws.com/id/', letters('ABCDEF0123456789', 31, 33)),
  joined(region, ' ', letters('ABCDEF0123456789', 31, 33)),
  joined('https://', fc.domain(), fc.constantFrom('', '/', '/oauth2/default', '/oauth2/aus1')),
  uuid,
);
const subject = fc.oneof(
  fc.string({ maxLength: 20 }),
  path,
  fc.constantFrom(
    'repo:octo-org/octo-repo:*',
    'system:serviceaccount:a:b',
    'sts.amazonaws.com',
    'https://api.example.com',
  ),
  fc.constantFrom(
    '${aws:username}',
    'a${x',
    'a*',
    '?',
    'deployer',
    '111122223333',
    ' ',
    '<subject>',
    'SUBJECT',
    'YOUR_ID',
  ),
);
const arn = joined(
  'arn:',
  partition,
  ':rolesanywhere:',
  region,
  ':',
  digits(11, 12),
  ':trust-anchor/',
  fc.oneof({ weight: 4, arbitrary: fc.uuid() }, { weight: 1, arbitrary: fc.oneof(uuid, fc.constant('*')) }),
);

/** What people answer to a question, and what they may take it for. */
const KINDS_OF_TEXT: readonly (readonly [steps: RegExp, texts: fc.Arbitrary<string>])[] = [
  [/^(account|sourceAccount(Value)?)$/, account],
  [/^principals$/, listed(fc.oneof(principal, account))],
  [/^externalIdValue$/, externalId],
  [/^organizationId$/, organization],
  [/^organizationPath$/, unit],
  [/^sourceIpValue$/, range],
  [/^untilValue$/, day],
  [/^trustAnchor$/, arn],
  [/^permissionSet$/, name],
  [
    /^(provider|commonName|cluster|namespace|serviceAccount|organization|bkOrg|pipeline)$/,
    fc.oneof(name, path, joined('arn:', partition, ':iam::', digits(12, 12), ':saml-provider/', name)),
  ],
  [/^repository$/, joined(fc.constantFrom('', 'https://github.com/', 'git@github.com:', '@'), name, '/', path)],
  [/Uuid$|^(orgId|ccProjectId)$/, uuid],
  [/^(ownerId|repositoryId|uniqueId)$/, digits(1, 24)],
  [/^poolId$/, joined(region, ':', uuid)],
  [/^(branch|scopeName)$/, branch],
  [/^(group|project|workspace|tfProject)$/, path],
  [/^issuer$/, issuer],
  [/^(audience|subject|.*Client(Id)?|oktaUser)$/, subject],
];
const anyText = fc.oneof(...KINDS_OF_TEXT.map(([, texts]) => texts), fc.string());

/** An answer of the step's own kind, one with a character changed, what the step shows as an example, or anything else. */
function textFor(id: string, placeholder: string): fc.Arbitrary<string> {
  const own = KINDS_OF_TEXT.find(([steps]) => steps.test(id))?.[1] ?? fc.constant(placeholder);
  const changed = fc
    .tuple(
      fc.oneof(own, fc.constant(placeholder)),
      fc.nat(40),
      fc.constantFrom('', ...Array.from(' *?:/.-_"\'\\$<{%é\u202e0aZ')),
    )
    .map(([text, at, by]) => text.slice(0, at) + by + text.slice(at + 1));
  return fc.oneof(
    { weight: 5, arbitrary: own },
    { weight: 2, arbitrary: fc.constant(placeholder) },
    { weight: 2, arbitrary: changed },
    { weight: 1, arbitrary: anyText },
  );
}

/** Places in a list of choices: few numbers, as what is drawn by is compared with every draw before. */
function placesOf(length: number, minLength: number, maxLength: number): fc.Arbitrary<number[]> {
  return fc.subarray(
    Array.from({ length }, (_, i) => i),
    { minLength, maxLength },
  );
}

const GIVE_UP = 40;

/** An answer may answer others along with its own, those before it too, and show others to be wrong: they are asked for again. */
function nextStep(answers: Answers): Step | undefined {
  const steps = wizardSteps(answers, random, NOW);
  const open = steps.find(({ id }) => !Object.hasOwn(answers, id));
  if (open || generatedText(answers) !== undefined) return open;
  const { problems } = wizard(answers, random, NOW);
  return steps.find(({ id }) => problems.some(({ step }) => step === id));
}

/** Answers step by step as a person would, until each is taken; undefined when none was. */
function answered(
  kind: string,
  draw: fc.GeneratorValue,
  refused: (answers: Answers, step: string) => void,
): Answers | undefined {
  let answers: Answers = { kind };
  let asked = 0;
  for (;;) {
    const step = nextStep(answers);
    if (!step) return answers;
    if (asked++ > GIVE_UP) return undefined;
    if (step.kind === 'pick') {
      const ids = step.items.map((item) => item.id);
      const minLength = step.many && step.mayBeNone ? 0 : 1;
      const places = draw(placesOf, ids.length, minLength, step.many ? Math.min(ids.length, 3) : 1);
      const picked = places.flatMap((i) => ids[i] ?? []);
      answers = { ...answers, [step.id]: step.many ? picked : (picked[0] ?? '') };
      continue;
    }
    for (let tries = 0; ; tries++) {
      if (tries > GIVE_UP) return undefined;
      answers = { ...answers, [step.id]: draw(textFor, step.id, step.placeholder) };
      if (problemWith(answers, step.id, String(answers[step.id]), NOW) === undefined) break;
      refused(answers, step.id);
    }
  }
}

const TIMES = Number(process.env['PROPERTY_RUNS'] ?? 1500) / 10;

describe('whatever is answered to the wizard', () => {
  const [who] = wizardSteps({}, random);
  assert.ok(who?.kind === 'pick');
  for (const { id: kind } of who.items.filter(({ searchOnly }) => !searchOnly))
    it(`${kind}: what passes the checks brings no error and no warning, what does not is told why`, () => {
      let written = 0;
      fc.assert(
        fc.property(fc.gen(), (draw) => {
          const answers = answered(kind, draw, (given, step) => {
            const problem = problemWith(given, step, String(given[step]), NOW);
            assert.match(problem ?? '', /^\S.{8,129}$/su, `${step}: ${String(given[step])}`);
          });
          if (!answers) return;
          const text = generatedText(answers);
          assert.ok(text, JSON.stringify(answers));
          written++;
          const named = [...text.matchAll(/(?<!\d)\d{12}(?!\d)/g)].map(([id]) => id);
          const ownAccounts = Object.fromEntries(
            named.filter((id) => id !== answers['vendor']).map((id) => [id, 'own']),
          );
          const { findings } = finish(check(new PolicyDocument(text, true), testContext({ ownAccounts })));
          assert.deepEqual(
            findings
              .filter((f) => f.level === 'error' || f.level === 'warning')
              // Every account of an organization can only be written as everyone, kept to it by a condition.
              .filter((f) => !(kind === 'organization' && f.ruleId === 'principal-everyone'))
              // A Region may be newer than our list: the wizard takes it, and the policy says so.
              .filter((f) => f.messageId !== 'eksRegion')
              .map((f) => `${f.ruleId}: ${f.message}`),
            [],
            text,
          );
        }),
        { numRuns: TIMES, endOnFailure: true },
      );
      assert.ok(written > TIMES / 4, `only ${written} of ${TIMES} were answered to the end`);
    });
});
