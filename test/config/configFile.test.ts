import assert from 'node:assert/strict';
import {
  check,
  configFor,
  DEFAULT_CONFIG,
  finish,
  readConfig,
  PolicyDocument,
  writeConfig,
} from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { marked } from '../support/marked.ts';
import { testContext } from '../support/context.ts';

describe('the config file', () => {
  const wrong: readonly (readonly [text: string, says: readonly RegExp[]])[] = [
    ['{}', []],
    ['{"rules": {"principal-user": "off"}, "quota": 4096}', []],
    ['«[]»', [/an object/]],
    ['{«"ruels"»: {}}', [/Did you mean "rules"/]],
    ['{"rules": {«"principel-user"»: "off"}}', [/Did you mean "principal-user"/]],
    ['{"rules": {"principal-user": «"of"»}}', [/must be error, warning/]],
    ['{"rules": {"principal-user": «{"because": "x"}»}}', [/Missing level/]],
    ['{"ownAccounts": {«"1234"»: "x", "111122223333": «7»}}', [/12 digits/, /name of the account/]],
    ['{"trustedOrganizations": [«"acme"»]}', [/o-a1b2c3d4e5/]],
    ['{"quota": «100»}', [/2048 to 8192/]],
    ['{"overrides": «{}»}', [/a list/]],
    ['{"overrides": [«{»"rules": {}}]}', [/Missing reason/]],
    ['{"overrides": [«{»"because": "x"}]}', [/Missing rules/]],
    ['{"overrides": [{"files": «7», "rules": {}, "because": "x"}]}', [/must be a string/]],
    ['{"overrides": [{"files": «"a/{b,c"», "rules": {}, "because": "x"}]}', [/"\{" isn't closed/]],
    ['{"overrides": [{"files": ["*.json", «"[a"»], "rules": {}, "because": "x"}]}', [/"\[" isn't closed/]],
    [
      `{"overrides": [{"files": «"${'*a'.repeat(501)}"», "rules": {}, "because": "x"}]}`,
      [/at most 1000 characters \(found 1002\)/],
    ],
    [`{"overrides": [{"files": ["${'*a'.repeat(500)}", "{a,[!b]}[{]"], "rules": {}, "because": "x"}]}`, []],
    ['{"rules": {}«,»}', [/trailing comma/]],
  ];
  for (const [source, says] of wrong) {
    it(`says what is wrong with ${source}`, () => {
      const { text, spans } = marked(source);
      const { problems } = readConfig(text);
      assert.equal(problems.length, says.length, JSON.stringify(problems));
      says.forEach((pattern, i) => {
        assert.match(problems[i]?.message ?? '', pattern);
      });
      assert.deepEqual(
        problems.map((p) => p.span),
        spans,
      );
    });
  }

  it('is weaker the less it speaks of: settings, the file, its overrides in their order', () => {
    const file = readConfig(
      '{"rules": {"principal-user": "warning"}, "quota": 4096, "overrides": [{"files": "a/*.json", "rules": {"principal-user": "error"}, "because": "x"}, {"files": ["b/**"], "sids": "S", "rules": {"principal-user": "off"}, "because": "y"}]}',
    );
    const settings = {
      ...DEFAULT_CONFIG,
      rules: { 'principal-user': 'off', 'sid-invalid': 'off' } as const,
      quota: 3000,
    };
    const config = configFor(settings, file, 'b/c/d.json');
    assert.deepEqual(config.rules, { 'principal-user': 'warning', 'sid-invalid': 'off' });
    assert.equal(config.quota, 4096);
    assert.deepEqual(config.overrides, [{ index: 1, sids: ['S'], rules: { 'principal-user': 'off' } }]);
    assert.equal(configFor(settings, undefined, 'x').quota, 3000);
  });

  const USER = (sid: string): string =>
    `{"Sid": "${sid}", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ada"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}`;
  const policy = `{"Version": "2012-10-17", "Statement": [${USER('One')}, ${USER('Two')}]}`;

  it('overrides the statements it names, and tells which overrides did something', () => {
    const override = (index: number, sids: string[] | undefined, level: 'off' | 'error') => ({
      index,
      sids,
      rules: { 'principal-user': level } as const,
    });
    const levels = (overrides: ReturnType<typeof override>[], rules = {}) => {
      const { findings, used } = finish(check(new PolicyDocument(policy, true), testContext({ overrides, rules })));
      return [findings.filter((f) => f.ruleId === 'principal-user').map((f) => f.level), [...used]];
    };
    assert.deepEqual(levels([]), [['hint', 'hint'], []]);
    assert.deepEqual(levels([override(3, ['Two'], 'off')]), [['hint'], [3]]);
    assert.deepEqual(levels([override(0, undefined, 'off'), override(1, ['One'], 'error')]), [['error'], [0, 1]]);
    assert.deepEqual(levels([override(0, ['Three'], 'off')]), [['hint', 'hint'], []]);
    assert.deepEqual(levels([override(0, ['One'], 'error')], { 'principal-user': 'off' }), [['error'], [0]]);
  });

  it('trusts the organizations it names, and no others', () => {
    const text =
      '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "464622532012"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}}';
    const rules = (trustedOrganizations: string[]): string[] =>
      finish(check(new PolicyDocument(text, true), testContext({ trustedOrganizations }))).findings.map(
        (f) => f.ruleId,
      );
    assert.deepEqual(rules([]), []);
    assert.deepEqual(rules(['o-a1b2c3d4e5']), []);
    assert.deepEqual(rules(['o-zzzzzzzzzz']), ['external-id-missing']);
  });

  it('takes changes in its own layout, and joins what belongs together', () => {
    const write = (text: string, ...changes: Parameters<typeof writeConfig>[1][]): unknown => {
      let now = text;
      for (const change of changes) {
        const edits = writeConfig(now, change);
        if (!edits) return undefined;
        now = applyEdits(now, edits);
      }
      assert.deepEqual(readConfig(now).problems, []);
      return now;
    };
    const ignore = (rule: string) =>
      ({ kind: 'override', rule, level: 'off', file: 'a.json', sid: 'S', because: 'agreed' }) as const;
    assert.equal(
      write('', { kind: 'ownAccount', account: '111122223333', name: 'prod' }),
      '{\n  "ownAccounts": {\n    "111122223333": "prod"\n  }\n}\n',
    );
    assert.equal(
      write('{\n    "rules": {}\n}\n', { kind: 'rule', rule: 'principal-user', level: 'off', because: undefined }),
      '{\n    "rules": {\n        "principal-user": "off"\n    }\n}\n',
    );
    assert.deepEqual(JSON.parse(String(write('{}', ignore('principal-user'), ignore('sid-invalid')))), {
      overrides: [
        { files: ['a.json'], sids: ['S'], rules: { 'principal-user': 'off', 'sid-invalid': 'off' }, because: 'agreed' },
      ],
    });
    assert.equal(write('{"rules": ', ignore('principal-user')), undefined);
  });
});
