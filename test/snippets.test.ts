import assert from 'node:assert/strict';
import snippets from '../snippets/trust-policy.json';
import { check, finish, Snapshot } from '../server/src/service.ts';
import { testContext } from './support/context.ts';

/** Sound values for the texts that tab stops start with. */
const FILLED: Readonly<Record<string, string>> = {
  ACCOUNT_ID: '111122223333',
  THIRD_PARTY_ACCOUNT: '464622532012',
  EXTERNAL_ID: '3f9a1c7be04d4d5f8a21',
  USER_NAME: 'ada',
  ROLE_NAME: 'deploy',
  OTHER_ROLE_NAME: 'build',
  PROVIDER_NAME: 'Corp',
  OWNER_ORG: 'octo-org',
  NAME_REPO: 'octo-repo',
  CLUSTER_OIDC_ID: 'EXAMPLED539D4633E53DE1B71EXAMPLE',
  SERVICE_ACCOUNT_NAME: 'checkout',
  LAST_DAY: '2027-03-31',
};
const VARIABLES: Readonly<Record<string, string>> = { CURRENT_YEAR: '2026', CURRENT_MONTH: '11', CURRENT_DATE: '21' };

/** What stays when a snippet is filled in well, with why. */
const REMAINS: Readonly<Record<string, readonly string[]>> = {
  // Advice that fits: the account's administrators decide.
  'Trust an account': ['information principal-account-root'],
  // Whether the repository sends ids its owner knows.
  'Trust GitHub Actions': ['hint oidc-subject-immutable'],
};

/** Fills in a snippet as an editor would: defaults or the values above, first choices, repeated stops alike. */
function fill(body: readonly string[]): string {
  const stops = new Map<string, string>();
  let text = body.join('\n').replace(/\$(CURRENT_[A-Z]+)/g, (_, name: string) => VARIABLES[name] ?? '');
  text = text.replace(/\$\{(\d+)\|([^|]*)\|\}/g, (_, n: string, choices: string) =>
    remember(stops, n, choices.split(',')[0] ?? ''),
  );
  text = text.replace(/\$\{(\d+):([^}]*)\}/g, (_, n: string, value: string) =>
    remember(stops, n, FILLED[value] ?? value),
  );
  return text.replace(/\$\{?(\d+)\}?/g, (_, n: string) => stops.get(n) ?? '');
}

function remember(stops: Map<string, string>, n: string, value: string): string {
  stops.set(n, value);
  return value;
}

describe('snippets', () => {
  const config = { ownAccounts: { '111122223333': 'prod' } };
  const run = (text: string): string[] =>
    finish(check(new Snapshot(text, true), testContext(config))).findings.map((f) => `${f.level} ${f.ruleId}`);

  for (const [name, { body, prefix }] of Object.entries(snippets)) {
    it(`${prefix} (${name}) is sound once filled in`, () => {
      const text = fill(body);
      JSON.parse(text);
      assert.doesNotMatch(text, /\$|[A-Z]_[A-Z]/);
      assert.deepEqual(run(text), REMAINS[name] ?? [], text);
    });
  }
});
