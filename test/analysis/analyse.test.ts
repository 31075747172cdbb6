import assert from 'node:assert/strict';
import {
  check,
  editsOf,
  finish,
  fixAll,
  PolicyDocument,
  type Analysis,
  type Config,
} from '../../server/src/service.ts';
import { documentedRules, rules } from '../../server/src/rules/index.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { exampleDocument, loadExamples } from '../../server/tools/ruleDocs.ts';
import { testContext } from '../support/context.ts';
import { StepCounter } from '../support/stepCounter.ts';

describe('an analysis', () => {
  it('takes nothing over where the text is broken: the first error hides the others', () => {
    const role = (action: string, principal: string): string =>
      `{"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal"${principal} {"Service": "Ec2.amazonaws.com"}, "Action"${action} "sts:AssumeRole"}]}}`;
    const before = finish(check(new PolicyDocument(`[${role('', ':')}, ${role(':', '')}]`), testContext()));
    const policyDocument = new PolicyDocument(`[${role(':', ':')}, ${role(':', '')}]`);
    const plain = (a: typeof before): unknown =>
      a.findings.map((f) => [f.ruleId, f.span, f.fixes.map((x) => [x.title, editsOf(policyDocument, f, x)])]);
    assert.deepEqual(
      plain(finish(check(policyDocument, testContext(), before))),
      plain(finish(check(policyDocument, testContext()))),
    );
  });

  it('tells of an operator once, whatever else is found between its keys, and lets what one of them explains rest', () => {
    const rulesOf = (time: string): readonly string[] => {
      const conditions = `{"sts:ExternalId": "3f9a1c7be04d4d5f8a21", "aws:CurrentTime": "${time}", "aws:PrincipalOrgID": "o-a1b2c3d4e5"}`;
      const text = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"DateLessThan": ${conditions}}}]}`;
      return finish(check(new PolicyDocument(text), testContext())).findings.map((f) => f.ruleId);
    };
    assert.deepEqual(rulesOf('2999-12-31T23:59:59Z'), ['operator-key-type']);
    assert.deepEqual(rulesOf('32503679999'), ['operator-key-type', 'value-date']);
  });

  it('keeps what it has when only the place changed, and its fixes are of today', () => {
    const context = testContext();
    const policy =
      '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';
    const before = finish(check(new PolicyDocument(`[{"TrustPolicy": ${policy}}]`), context));
    const policyDocument = new PolicyDocument(`["moved", {"TrustPolicy": ${policy}}]`);
    const [finding] = finish(check(policyDocument, context, before)).findings;
    assert.ok(finding);
    assert.equal(policyDocument.text.slice(finding.span.start, finding.span.end), '"allow"');
    const [fix] = finding.fixes;
    assert.ok(fix);
    assert.deepEqual(editsOf(policyDocument, finding, fix), [{ span: finding.span, newText: '"Allow"' }]);
  });

  it('looks up the fixes of today for each finding that it keeps', () => {
    const context = testContext();
    const counter = new StepCounter();
    const stepsFor = (count: number): number => {
      const statement =
        '{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}';
      const policy = `{"Version": "2012-10-17", "Statement": [${Array.from({ length: count }, () => statement).join()}]}`;
      const before = finish(check(new PolicyDocument(`[{"TrustPolicy": ${policy}}]`), context));
      const { findings } = finish(check(new PolicyDocument(`["moved", {"TrustPolicy": ${policy}}]`), context, before));
      const wrong = findings.filter((f) => f.ruleId === 'effect-invalid');
      assert.equal(wrong.length, count);
      assert.ok(wrong[0]?.fixes); // the policy is judged anew for the first
      return counter.count(() => {
        for (const { fixes } of wrong) assert.equal(fixes.length, 1);
      });
    };
    stepsFor(1);
    const [few, many] = [stepsFor(100), stepsFor(200)];
    counter.close();
    assert.ok(few > 100 && many < 2.2 * few, `${few}, ${many}`);
  });
});

describe('findings that are off', () => {
  before(loadExamples);

  const role = (statement: string): string =>
    `{"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": ${statement}}}`;
  const flawed = (sid: string): string =>
    `{"Sid": "${sid}", "Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Resource": "*"}`;
  const policy = role(`[${flawed('Web')}, ${flawed('Worker')}]`);
  const silencedIn = (document: PolicyDocument, config: Partial<Config>): [string[], string[]] => {
    const { findings, silenced } = finish(check(document, testContext(config)));
    return [findings.map((f) => f.ruleId), [...silenced]];
  };
  const silenced = (text: string, config: Partial<Config>): [string[], string[]] =>
    silencedIn(new PolicyDocument(text, true), config);

  it('are counted, those of a rule and those of an override', () => {
    const all = ['effect-invalid', 'resource-prohibited', 'effect-invalid', 'resource-prohibited'];
    assert.deepEqual(silenced(policy, {}), [all, []]);
    const off = { 'effect-invalid': 'off' } as const;
    const left = all.filter((id) => id !== 'effect-invalid');
    const gone = ['effect-invalid', 'effect-invalid'];
    assert.deepEqual(silenced(policy, { rules: off }), [left, gone]);
    assert.deepEqual(silenced(policy, { overrides: [{ index: 0, rules: off, sids: undefined }] }), [left, gone]);
    assert.deepEqual(silenced(policy, { overrides: [{ index: 0, rules: off, sids: ['Web'] }] }), [
      ['resource-prohibited', 'effect-invalid', 'resource-prohibited'],
      ['effect-invalid'],
    ]);
    // Off, and back for one statement.
    const back = { index: 0, rules: { 'effect-invalid': 'hint' }, sids: ['Web'] } as const;
    assert.deepEqual(silenced(policy, { rules: off, overrides: [back] }), [
      ['effect-invalid', 'resource-prohibited', 'resource-prohibited'],
      ['effect-invalid'],
    ]);
    assert.deepEqual(silenced(policy.slice(0, -1), { rules: { 'json-syntax': 'off' } })[1], ['json-syntax']);
  });

  it('take nothing away from what a wider rule says, and are counted as they would be told', () => {
    for (const { meta, docs } of documentedRules)
      for (const bad of docs.examples.bad) {
        const document = exampleDocument(docs.examples, bad);
        const [before] = silencedIn(document, {});
        for (const id of new Set(before)) {
          const [shown, off] = silencedIn(document, { rules: { [id]: 'off' } });
          assert.ok(!shown.includes(id));
          assert.deepEqual(
            off,
            before.filter((x) => x === id),
            `${meta.id}: ${id}`,
          );
          const others = before.filter((x) => x !== id);
          assert.deepEqual(
            others.filter((x) => !shown.includes(x)),
            [],
            `${meta.id}: ${id}`,
          );
        }
      }
  });

  it('are kept with the policies whose text did not change', () => {
    const context = testContext({ rules: { 'effect-invalid': 'off' } });
    const before = finish(check(new PolicyDocument(`[${policy}]`), context));
    assert.equal(before.silenced.length, 2);
    const after = finish(
      check(new PolicyDocument(`["moved", ${policy}, ${role(`[${flawed('New')}]`)}]`), context, before),
    );
    assert.equal(after.silenced.length, 3);
    assert.equal(finish(check(new PolicyDocument(`["again", ${policy}]`), context, after)).silenced.length, 2);
  });

  it('come of rules whose crashes are not told', () => {
    const list = rules as Rule[];
    const at = list.findIndex((r) => r.meta.id === 'effect-invalid');
    const rule = list[at]!;
    list[at] = { ...rule, create: () => ({ statement: () => assert.fail('a bug') }) };
    try {
      const crashesAt = (level: 'off' | 'hint'): string[] => {
        const crashes: string[] = [];
        const onCrash = (id: string): void => void crashes.push(id);
        finish(check(new PolicyDocument(policy), { ...testContext({ rules: { 'effect-invalid': level } }), onCrash }));
        return crashes;
      };
      assert.deepEqual(crashesAt('off'), []);
      assert.deepEqual(crashesAt('hint'), ['effect-invalid', 'effect-invalid']);
    } finally {
      list[at] = rule;
    }
  });
});

describe('what an analysis keeps while the clock goes on', () => {
  const END = '2026-12-31T23:59:59Z';
  const policy =
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.7/24"}, "DateLessThan": {"aws:CurrentTime": "2026-12-31T23:59:59Z"}}}]}';
  const written = (note: string): PolicyDocument => new PolicyDocument(`["${note}", {"TrustPolicy": ${policy}}]`);
  const context = testContext({ ownAccounts: { '111122223333': 'prod' } });
  const at = (time: string | number): typeof context => ({ ...context, now: new Date(time).getTime() });
  /** The findings with their fixes, and how many policies were judged for them. */
  const ask = (policyDocument: PolicyDocument, time: string | number, before?: Analysis) => {
    judged = 0;
    const analysis = finish(check(policyDocument, at(time), before));
    return { judged, analysis, said: analysis.findings.map((f) => [f.ruleId, f.fixes.length]) };
  };
  let judged = 0;
  const [first] = rules;
  const counting: Rule = {
    meta: { ...first!.meta, id: 'statement-mixed' },
    create: () => ({ policy: () => (judged += 1) }),
  };
  before(() => (rules as Rule[]).push(counting));
  after(() => (rules as Rule[]).pop());
  const OPEN = [['value-ip', 1]];
  const OVER = [
    ['value-ip', 1],
    ['condition-expired', 0],
  ];

  it('keeps its findings up to the next instant that a rule asked about', () => {
    const before = ask(written('before'), '2026-01-01').analysis;
    assert.equal(before.until, Date.parse(END));
    const { judged: again, said, analysis } = ask(written('after'), END, before);
    assert.deepEqual([again, said], [0, OPEN]);
    assert.equal(analysis.until, before.until);
  });

  it('finds after that instant what is found from scratch, in the place of today, fixes included', () => {
    const before = ask(written('before'), '2026-01-01').analysis;
    const later = written('long after');
    const { judged: again, said, analysis } = ask(later, '2027-01-01', before);
    assert.deepEqual([again, said], [1, OVER]);
    assert.deepEqual(said, ask(later, '2027-01-01').said);
    assert.equal(analysis.until, Infinity);
    const [address] = analysis.findings;
    const [fix] = address?.fixes ?? [];
    assert.ok(address && fix);
    assert.deepEqual(editsOf(later, address, fix), [{ span: address.span, newText: '"203.0.113.0/24"' }]);
  });

  it('judges only the policy whose date passed, and knows the nearest of several dates', () => {
    const other = policy.replace(END, '2028-12-31T23:59:59Z');
    const both = (note: string): PolicyDocument => new PolicyDocument(`["${note}", {"A": ${policy}}, {"B": ${other}}]`);
    const before = ask(both('x'), '2026-01-01').analysis;
    assert.equal(before.until, Date.parse(END));
    const { judged: again, analysis } = ask(both('y'), '2027-06-01', before);
    assert.equal(again, 1);
    assert.equal(analysis.until, Date.parse('2028-12-31T23:59:59Z'));
    assert.equal(ask(both('z'), '2029-06-01', analysis).judged, 1);
  });

  it('knows when an Allow starts and when a Deny starts to hold, and asks nothing of the end of a Deny', () => {
    const until = (text: string): number => finish(check(new PolicyDocument(text, true), testContext())).until;
    const denied = policy.replace('[{', `[${policy.slice(policy.indexOf('[') + 1, -2).replace('Allow', 'Deny')}, {`);
    assert.equal(until(policy.replace('DateLessThan', 'DateGreaterThan')), Date.parse(END));
    assert.equal(until(policy.replace('Allow', 'Deny')), Infinity);
    assert.equal(
      until(denied.replace('DateLessThan', 'DateGreaterThan').replace(/, "DateLessThan": \{[^}]*\}/, '')),
      Date.parse(END),
    );
  });
});

describe('fix-all', () => {
  const untouched = (text: string): void => {
    assert.equal(finish(fixAll(new PolicyDocument(text, true), testContext())), text);
  };
  const body = (condition: string): string =>
    `{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": ${condition}}]}`;

  it('does not touch the version where text may turn into variables', () => {
    untouched(body('{"StringLike": {"sts:RoleSessionName": "${aws:username}"}}'));
    untouched(body('{"StringLike": {"sts:RoleSessionName": "${oidc.eks.us-east-1.amazonaws.com/id/ABC:sub}"}}'));
    untouched(body('{"StringLike": {"sts:RoleSessionName": {"Fn::Sub": "${!aws:username}"}}}'));
  });

  it('does not touch the version where an escape hides a variable', () => {
    untouched(body('{"StringLike": {"sts:RoleSessionName": "\\u0024{aws:username}"}}'));
  });

  it('loses no guard where two misspelt names mean one', () => {
    const version = (text: string): string => text.replace('{"S', '{"Version": "2012-10-17", "S');
    const principal = version(body('{"StringEquals": {"sts:ExternalId": "7f9c3b1e"}}'));
    assert.equal(
      finish(
        fixAll(
          new PolicyDocument(
            version(
              body(
                '{"StringEqual": {"sts:ExternalId": "7f9c3b1e"}, "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "stringequals": {"aws:PrincipalTag/a": "b"}}',
              ),
            ),
            true,
          ),
          testContext(),
        ),
      ),
      version(
        body(
          '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5", "sts:ExternalId": "7f9c3b1e", "aws:PrincipalTag/a": "b"}}',
        ),
      ),
    );
    const types = (one: string): string =>
      principal.replace(
        '{"AWS": "111122223333"}',
        `{"${one}": "ec2.amazonaws.com", "Services": "lambda.amazonaws.com"}`,
      );
    assert.equal(finish(fixAll(new PolicyDocument(types('service'), true), testContext())), types('Service'));
  });

  it('opens nothing with a Deny that was always met', () => {
    const text =
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"ForAllValues:Null": {"aws:PrincipalOrgPaths": "false"}}}]}';
    untouched(text);
  });

  it('does not bring a dead statement to life', () => {
    untouched(
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRoleWithWebIdentity"}]}',
    );
  });

  it('does all the rest at once', () => {
    const text =
      '{\n  // who\n  "Version": "2024-01-01",\n  "Statement": [{"effect": "allow", "Principle": {"Service": "Ec2.amazonaws.com"}, "Action": "sts:AsumeRole", "Resource": "*",}]\n}';
    assert.equal(
      finish(fixAll(new PolicyDocument(text, true), testContext())),
      '{\n  "Version": "2012-10-17",\n  "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]\n}',
    );
  });
});
