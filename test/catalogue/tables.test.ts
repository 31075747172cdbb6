import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { conditionKeys } from '../../server/src/catalogue/conditionKeys.ts';
import { oidcProvider, oidcProviders } from '../../server/src/catalogue/oidcProviders.ts';
import { servicePrincipal, servicePrincipals } from '../../server/src/catalogue/servicePrincipals.ts';
import { findPlaceholders } from '../../server/src/iam/placeholders.ts';
import { parseServiceName } from '../../server/src/iam/serviceName.ts';

interface Overrides {
  servicePrincipals: { name: string; because: string }[];
}

describe('the tables', () => {
  const overrides = JSON.parse(fs.readFileSync('server/src/catalogue/data/overrides.json', 'utf8')) as Overrides;
  const table = fs.readFileSync('server/src/catalogue/data/service-principals.json', 'utf8');

  it('have a reason for each override, and none that the table has overtaken', () => {
    for (const { name, because } of overrides.servicePrincipals) {
      assert.ok(because.length > 10, name);
      assert.ok(!table.includes(`"${name}"`), `${name} is in the table by now`);
      assert.ok(servicePrincipal(name));
    }
  });

  it('hold names in the form that rules take for right', () => {
    for (const { name } of servicePrincipals()) assert.ok(parseServiceName(name), name);
    const names = servicePrincipals().map((p) => p.name);
    assert.equal(new Set(names).size, names.length);
  });

  it('have a proper name for each service that assumes roles', () => {
    for (const { name, service, trustee } of servicePrincipals())
      if (trustee !== 'unknown')
        assert.ok(
          service !== name && /[A-Z]/.test(service) && !service.includes(`(${name.split('.', 1)[0] ?? ''})`),
          `${name}: ${service}`,
        );
  });

  it('hold no value that reads as a placeholder', () => {
    for (const { name } of servicePrincipals()) assert.deepEqual(findPlaceholders(name), [], name);
    for (const { name } of conditionKeys())
      if (!name.includes('${')) assert.deepEqual(findPlaceholders(name), [], name);
  });

  it('know each provider by the issuer they give as its example', () => {
    for (const provider of oidcProviders())
      for (const { example, generic } of provider.issuers)
        if (!generic) assert.equal(oidcProvider(example)?.provider.id, provider.id, example);
  });
});
