import assert from 'node:assert/strict';
import { conditionKey, conditionKeys } from '../../server/src/catalogue/conditionKeys.ts';
import { oidcProvider, oidcProviders } from '../../server/src/catalogue/oidcProviders.ts';
import { servicePrincipal, servicePrincipals } from '../../server/src/catalogue/servicePrincipals.ts';
import { findPlaceholders } from '../../server/src/iam/placeholders.ts';
import { parseServiceName } from '../../server/src/iam/serviceName.ts';

describe('the tables', () => {
  it('hold names in the form that rules take for right', () => {
    for (const { name } of servicePrincipals()) assert.ok(parseServiceName(name), name);
    const names = servicePrincipals().map((p) => p.name);
    assert.equal(new Set(names).size, names.length);
  });

  it('have a proper name for each service that assumes roles', () => {
    for (const { name, service, trustee } of servicePrincipals()) {
      if (trustee === 'unknown') continue;
      assert.ok(service !== name && /[A-Z]/.test(service), `${name}: ${service}`);
      // Neither the bare prefix nor a remark of ours.
      assert.doesNotMatch(service, /SLR|[\u2013\u2192]|\b(?:legacy|prefix|not|also)\b/, name);
      assert.ok(!service.includes(`(${name.split('.', 1)[0] ?? ''})`), `${name}: ${service}`);
    }
    const said = ['ecs-tasks', 'spotfleet', 'apigateway', 'lex', 'inspector2'].map(
      (prefix) => servicePrincipal(`${prefix}.amazonaws.com`)?.service,
    );
    assert.deepEqual(said, [
      'Amazon ECS tasks',
      'EC2 Spot Fleet',
      'Amazon API Gateway',
      'Amazon Lex',
      'Amazon Inspector',
    ]);
  });

  it('hold no value that reads as a placeholder', () => {
    for (const { name } of servicePrincipals()) assert.deepEqual(findPlaceholders(name), [], name);
    for (const { name } of conditionKeys())
      if (!name.includes('${')) assert.deepEqual(findPlaceholders(name), [], name);
  });

  it('say that keys which describe the role are in federated calls too', () => {
    for (const name of ['aws:ResourceTag/team', 'aws:ResourceAccount', 'aws:ResourceOrgID', 'aws:ResourceOrgPaths'])
      assert.deepEqual(conditionKey(name)?.sentBy, ['AWS', 'Service', 'Federated-OIDC', 'Federated-SAML'], name);
    assert.deepEqual(conditionKey('aws:username')?.sentBy, ['AWS']);
  });

  it('know the tags of EKS Pod Identity, which any caller may send', () => {
    const tags = ['eks-cluster-arn', 'eks-cluster-name', 'kubernetes-namespace', 'kubernetes-service-account'];
    for (const tag of [...tags, 'kubernetes-pod-name', 'kubernetes-pod-uid']) {
      const key = conditionKey(`aws:RequestTag/${tag}`);
      assert.equal(key?.name, `aws:RequestTag/${tag}`);
      assert.ok(key.sentBy.includes('AWS') && key.onlyService === undefined, tag);
    }
  });

  it('know which keys one service alone sends', () => {
    const only = conditionKeys().filter((key) => key.onlyService !== undefined);
    assert.equal(only.length, 9);
    for (const { name, onlyService } of only) assert.ok(name.includes('x509') && servicePrincipal(onlyService ?? ''));
  });

  it('know each provider by the issuer they give as its example', () => {
    for (const provider of oidcProviders())
      for (const { example, generic } of provider.issuers)
        if (!generic) assert.equal(oidcProvider(example)?.provider.id, provider.id, example);
  });
});
