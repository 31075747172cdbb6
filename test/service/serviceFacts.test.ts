import assert from 'node:assert/strict';
import { complete, generatedText, hover, PolicyDocument, refactorings, wizardSteps } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { testContext } from '../support/context.ts';
import { marked, wholePolicy } from '../support/marked.ts';

// What is known of a service is said alike wherever it is asked for.

const context = { ...testContext({ ownAccounts: { '111122223333': 'prod' } }), random: () => 'new-id-1234' };

function at(source: string): { readonly document: PolicyDocument; readonly text: string; readonly offset: number } {
  const { text, cursor } = marked(wholePolicy(source));
  return { document: new PolicyDocument(text, true), text, offset: cursor ?? 0 };
}

function shown(service: string): string {
  const { document, offset } = at(`"Principal": {"Service": "‸${service}.amazonaws.com"}`);
  return hover(document, offset, context)?.markdown ?? '';
}

const trust = (service: string, condition: string): string =>
  `"Effect": "Allow", "Principal": {"Service": "${service}.amazonaws.com"}, "Action": "sts:AssumeRole"${condition}`;

function offered(service: string, key: string): readonly string[] {
  const { document, offset } = at(trust(service, `, "Condition": {"StringEquals": {"${key}": "‸"}}`));
  return complete(document, offset, context, false).completions.map((c) => c.item.label);
}

function generated(service: string): unknown {
  const answers = { kind: 'service', services: [`${service}.amazonaws.com`], sourceAccount: '', guards: [] };
  return (JSON.parse(generatedText(answers) ?? '') as { Statement: unknown[] }).Statement[0];
}

describe('what is known of a service', () => {
  it('an account that is seldom the role’s own is left to fill in', () => {
    assert.match(shown('account-access'), /often not the account of the role/);
    assert.doesNotMatch(shown('scheduler'), /often not/);
    assert.deepEqual(offered('account-access', 'aws:SourceAccount'), ['<SOURCE_ACCOUNT_ID>']);
    assert.equal(offered('scheduler', 'aws:SourceAccount')[0], '111122223333');
    assert.match(offered('account-access', 'aws:SourceArn')[0] ?? '', /:<SOURCE_ACCOUNT_ID>:application\//);
    const asked = (service: string): string | undefined =>
      wizardSteps({ kind: 'service', services: [`${service}.amazonaws.com`] }, context.random)
        .flatMap((step) => (step.id === 'sourceAccount' && step.kind === 'text' ? [step.prompt] : []))
        .at(0);
    assert.match(asked('account-access') ?? '', /often another one than the role is in/);
    assert.match(asked('scheduler') ?? '', /ID of your account/);
    const { document, text, offset } = at(trust('account-‸access', ''));
    const guard = refactorings(document, offset, context).find((r) => r.title === 'Restrict to one source account');
    assert.match(applyEdits(text, guard?.edits ?? []), /"aws:SourceAccount": "<SOURCE_ACCOUNT_ID>"/);
  });

  it('the external ID that it sends', () => {
    assert.match(shown('vmie'), /`sts:ExternalId`: Always vmimport\./);
    assert.match(shown('securityagent'), /`sts:ExternalId`: The value that the service makes/);
    assert.deepEqual(offered('vmie', 'sts:ExternalId'), ['vmimport']);
    assert.deepEqual(offered('securityagent', 'sts:ExternalId'), ['<EXTERNAL_ID>']);
    assert.deepEqual(generated('vmie'), {
      Effect: 'Allow',
      Principal: { Service: 'vmie.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'vmimport' } },
    });
  });

  it('the actions that it needs, always or for some uses', () => {
    assert.match(shown('account-access'), /Also needs `sts:SetContext` and `sts:TagSession` when attributes/);
    assert.match(shown('health-agent'), /Also needs `sts:SetContext` and `sts:SetSourceIdentity`\./);
    assert.match(JSON.stringify(generated('account-access')), /"Action":\["sts:AssumeRole","sts:SetContext"\]/);
    assert.doesNotMatch(JSON.stringify(generated('q')), /SetContext/);
  });

  it('what became of it, and its own page', () => {
    assert.match(shown('agent-registry'), /New since 2026-08-06/);
    assert.match(
      shown('bedrock-agentcore'),
      /Since 2026-10-30, `agent-registry\.amazonaws\.com` acts for `arn:.*registry\/\*`/,
    );
    assert.match(shown('es'), /`opensearchservice\.amazonaws\.com`/);
    assert.match(shown('tts'), /no longer documents/);
    assert.match(
      shown('account-access'),
      /\(https:\/\/docs\.aws\.amazon\.com\/IAM\/latest\/UserGuide\/aam-prepare-roles\.html\)/,
    );
    const { document, offset } = at('"Principal": {"Service": "‸"}');
    const labels = complete(document, offset, context, false).completions.map((c) => c.item.label);
    assert.ok(labels.includes('agent-registry.amazonaws.com') && !labels.includes('tts.amazonaws.com'));
  });

  it('nothing of a name that IAM rejects', () => {
    for (const name of ['ssm.us-east-1', 'Lambda', 'nothing-known']) assert.equal(shown(name), '', name);
    assert.match(shown('states.eu-west-1'), /\*\*AWS Step Functions\*\* in eu-west-1/);
  });
});
