import assert from 'node:assert/strict';
import { analyse, type Analysis } from '../../server/src/analysis/analyse.ts';
import { check, finish, loadHost, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

const OWN = '111122223333';
const context = testContext();

function role(name: string, statement: string): string {
  return `{"RoleName": "${name}", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", ${statement}, "Action": "sts:AssumeRole"}]}}`;
}

/** A document of one role that shows its account, and of one that trusts an account. */
function roles(trusted: string): string {
  const shows = `"Principal": {"Service": "lambda.amazonaws.com"}, "Condition": {"StringEquals": {"aws:SourceAccount": "${OWN}"}}`;
  return `[${role('shows', shows)}, ${role('trusts', `"Principal": {"AWS": "arn:aws:iam::${trusted}:root"}`)}]`;
}

/** Judges a document and tells which of its policies were read for it. */
function judge(text: string, before?: Analysis): { readonly analysis: Analysis; readonly read: readonly number[] } {
  const policyDocument = new PolicyDocument(text);
  const read = new Set<number>();
  const policies = policyDocument.policies.map((policy, index) => ({
    source: policy.source,
    *read() {
      read.add(index);
      return yield* policy.read();
    },
  }));
  const { problems } = policyDocument.extraction;
  return { analysis: finish(analyse(policies, problems, context, before)), read: [...read] };
}

describe('an analysis after an edit', () => {
  it('reads the policy whose text changed, and no other', () => {
    const { analysis: before, read } = judge(roles('444455556666'));
    assert.deepEqual(read, [0, 1]);
    assert.deepEqual(judge(roles('777788889999'), before).read, [1]);
    assert.deepEqual(judge(` ${roles('444455556666')}`, before).read, []);
  });

  it('knows the accounts that policies show which are not read again', () => {
    const { analysis: before } = judge(roles('444455556666'));
    for (const text of [roles(OWN), roles('777788889999')]) {
      const { findings } = judge(text, before).analysis;
      const fromScratch = finish(check(new PolicyDocument(text), context)).findings;
      assert.deepEqual(
        findings.map((f) => f.message),
        fromScratch.map((f) => f.message),
      );
    }
    const told = (text: string): unknown =>
      judge(text, before).analysis.findings.map((f) => f.message.replace(/\d{12}/g, ''));
    assert.notDeepEqual(told(roles(OWN)), told(roles('777788889999')));
  });

  it('reads a policy again where a fix of what is kept is asked for', () => {
    const flawed = roles('444455556666').replace('"Allow"', '"allow"');
    const { analysis: before } = judge(flawed);
    const after = judge(flawed.replace('444455556666', '777788889999'), before);
    const found = after.analysis.findings.find((f) => f.ruleId === 'effect-invalid');
    assert.ok(found);
    assert.ok(found.fixes.length > 0);
  });

  it('reads only the policy that a key press changes in Terraform, and makes its fixes when somebody asks', async () => {
    const from = { languageId: 'terraform', path: 'main.tf' };
    await loadHost({ ...from, text: '' });
    const read: string[] = [];
    class Watched extends PolicyDocument {
      override get policies() {
        return super.policies.map((policy) => ({
          source: policy.source,
          *read() {
            read.push(policy.source.fingerprint);
            return yield* policy.read();
          },
        }));
      }
    }
    const documentOf = (first: string): PolicyDocument =>
      new Watched(
        [first, 'allow']
          .map(
            (effect, i) => `resource "aws_iam_role" "r${i}" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "${effect}", Principal = "*", Action = "sts:AssumeRole" }] })
}
`,
          )
          .join(''),
        undefined,
        false,
        from,
      );
    const before = finish(check(documentOf('Deny'), context));
    read.length = 0;
    const after = finish(check(documentOf('Allow'), context, before));
    assert.equal(new Set(read).size, 1);
    assert.ok(after.findings.length > 0);
    assert.ok(after.findings.some(({ fixes }) => fixes.some(({ kind }) => kind === 'tree')));
  });
});
