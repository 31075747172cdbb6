import assert from 'node:assert/strict';
import { check, editsOf, finish, PolicyDocument } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import type { Finding } from '../../server/src/findings.ts';
import { testContext } from '../support/context.ts';
import { growsLinearly } from '../support/growth.ts';
import { marked } from '../support/marked.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const PROVIDER = `"Federated": "arn:aws:iam::111122223333:oidc-provider/${GITHUB}"`;

function policy(statement: string): string {
  return `{"Version": "2012-10-17", "Statement": [{${statement}}]}`;
}

function template(document: string, more = ''): string {
  return `{"Resources": {"App": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": ${document}}}}${more}}`;
}

function allow(principal: string, condition = ''): string {
  const action = principal.includes('Federated') ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
  return `"Effect": "Allow", "Principal": {${principal}}, "Action": "${action}"${condition && `, "Condition": {${condition}}`}`;
}

function github(subject: string, operator = 'StringEquals'): string {
  return allow(PROVIDER, `"${operator}": {"${GITHUB}:aud": "sts.amazonaws.com", "${GITHUB}:sub": ${subject}}`);
}

function found(text: string): readonly Finding[] {
  const { findings } = finish(check(new PolicyDocument(text), testContext()));
  return findings.filter((f) => f.level === 'error' || f.level === 'warning');
}

function said(source: string): readonly string[] {
  const { text } = marked(source);
  return found(text).map((f) => `${f.ruleId} ${text.slice(f.span.start, f.span.end)}`);
}

/** What the first fix of a rule makes of a text. */
function fixed(text: string, rule: string): string | undefined {
  const document = new PolicyDocument(text);
  const finding = found(text).find((f) => f.ruleId === rule);
  const [fix] = finding?.fixes ?? [];
  const edits = finding && fix && editsOf(document, finding, fix);
  return edits && applyEdits(text, edits);
}

describe('text that CloudFormation makes', () => {
  const flawed: Readonly<Record<string, readonly [before: string, rule: string, after: string | undefined]>> = {
    'a wildcard beside a hole': [
      github('{"Fn::Sub": «"repo:acme/${Repo}:*"»}'),
      'value-wildcard-literal',
      allow(
        PROVIDER,
        `"StringEquals": {"${GITHUB}:aud": "sts.amazonaws.com"}, "StringLike": {"${GITHUB}:sub": {"Fn::Sub": "repo:acme/\${Repo}:*"}}`,
      ),
    ],
    'a Region beside a hole': [
      allow('"AWS": {"Fn::Sub": "arn:aws:iam:«eu-west-1»:${AWS::AccountId}:role/deploy"}'),
      'principal-arn-invalid',
      allow('"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/deploy"}'),
    ],
    'the list form of Fn::Sub, with names of its own': [
      github('{"Fn::Sub": [«"repo:acme/${Repo}:*"», {"Repo": {"Ref": "RepoName"}}]}'),
      'value-wildcard-literal',
      undefined,
    ],
    'no hole at all': [
      allow('"Service": {"Fn::Sub": «"Lambda.amazonaws.com"»}'),
      'service-name-case',
      allow('"Service": {"Fn::Sub": "lambda.amazonaws.com"}'),
    ],
    'the scheme of a provider, which is no part of its ARN': [
      allow(
        '"Federated": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:oidc-provider/«https://»gitlab.com"}',
        '"StringEquals": {"gitlab.com:aud": "x", "gitlab.com:sub": "project_path:acme/app:ref_type:branch:ref:main"}',
      ),
      'federated-provider-invalid',
      allow(
        '"Federated": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:oidc-provider/gitlab.com"}',
        '"StringEquals": {"gitlab.com:aud": "x", "gitlab.com:sub": "project_path:acme/app:ref_type:branch:ref:main"}',
      ),
    ],
    'a text glued of several, in the part that is wrong': [
      allow('"AWS": {"Fn::Join": [":", ["arn:aws:iam", "«eu-west-1»", {"Ref": "AWS::AccountId"}, "role/deploy"]]}'),
      'principal-arn-invalid',
      allow('"AWS": {"Fn::Join": [":", ["arn:aws:iam", "", {"Ref": "AWS::AccountId"}, "role/deploy"]]}'),
    ],
    'a wildcard in a text glued of several': [
      github('{"Fn::Join": ["", «["repo:acme/", {"Ref": "Repo"}, ":*"]»]}'),
      'value-wildcard-literal',
      allow(
        PROVIDER,
        `"StringEquals": {"${GITHUB}:aud": "sts.amazonaws.com"}, "StringLike": {"${GITHUB}:sub": {"Fn::Join": ["", ["repo:acme/", {"Ref": "Repo"}, ":*"]]}}`,
      ),
    ],
  };
  for (const [name, [before, rule, after]] of Object.entries(flawed))
    it(`is judged and fixed: ${name}`, () => {
      const { text, spans } = marked(template(policy(before)));
      const findings = found(text).filter((f) => f.ruleId === rule);
      assert.deepEqual(
        findings.map((f) => f.span),
        spans,
        said(text).join('\n'),
      );
      if (after !== undefined) assert.equal(fixed(text, rule), template(policy(after)));
    });

  const sound: Readonly<Record<string, string>> = {
    'an account': allow('"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/deploy"}'),
    'a partition and an account': allow(
      '"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/deploy"}',
    ),
    'all of a text': allow('"AWS": {"Fn::Sub": "${Caller}"}'),
    'a service of a Region': allow(
      '"Service": {"Fn::Join": [".", ["codedeploy", {"Ref": "AWS::Region"}, "amazonaws.com"]]}',
    ),
    'a role of another account': allow(
      '"AWS": {"Fn::Join": ["", ["arn:aws:iam::", {"Ref": "Other"}, ":role/deploy"]]}',
    ),
    'a repository': github('{"Fn::Sub": "repo:${Org}/${Repo}:ref:refs/heads/main"}'),
    'a list that only a deploy joins': allow('"AWS": {"Fn::Join": ["", {"Ref": "Parts"}]}'),
    'a delimiter that only a deploy knows': allow('"AWS": {"Fn::Join": [{"Ref": "D"}, ["a", "b"]]}'),
    'a secret': allow('"AWS": "{{resolve:secretsmanager:Caller:SecretString:arn}}"'),
    'an absent condition': `${allow('"Service": "lambda.amazonaws.com"')}, "Condition": {"Ref": "AWS::NoValue"}`,
    'an absent resource': `${allow('"Service": "lambda.amazonaws.com"')}, "Resource": {"Ref": "AWS::NoValue"}`,
    'an absent principal of a list': allow('"Service": ["lambda.amazonaws.com", {"Ref": "AWS::NoValue"}]'),
  };
  for (const [name, statement] of Object.entries(sound))
    it(`is silent: ${name}`, () => {
      assert.deepEqual(
        said(template(policy(statement))).filter((f) => !/^(external-id-missing|oidc-subject-immutable)/.test(f)),
        [],
      );
    });

  it('is told of names in a glued text that nothing fills in, each in the part that has it', () => {
    const glue = (first: string): string =>
      template(policy(allow(`"AWS": {"Fn::Join": ["", [${first}, {"Ref": "Id"}, ":root"]]}`)));
    const text = glue('"arn:${AWS::Partition}:iam::"');
    assert.deepEqual(said(text), ['placeholder ${AWS::Partition}']);
    assert.equal(fixed(text, 'placeholder'), glue('{"Fn::Sub": "arn:${AWS::Partition}:iam::"}'));
    assert.deepEqual(said(glue('{"Fn::Sub": "arn:${AWS::Partition}:iam::"}')), []);
  });

  it('counts an absent member as none', () => {
    const statement = `"Effect": "Allow", "Principal": {"Ref": "AWS::NoValue"}, "Action": "sts:AssumeRole"`;
    assert.deepEqual(said(template(policy(statement))), ['principal-missing "Effect"']);
  });
});

describe('a whole policy as text of Fn::Sub', () => {
  const written = (statement: string): string => JSON.stringify(policy(statement));

  for (const call of [(text: string) => `{"Fn::Sub": ${text}}`, (text: string) => `{"Fn::Sub": [${text}, {"A": "b"}]}`])
    it(`is judged and fixed in ${call('…')}`, () => {
      const wrong = allow('"Service": ["codedeploy.${AWS::Region}.amazonaws.com", "Lambda.amazonaws.com"]');
      const right = wrong.replace('Lambda', 'lambda');
      const text = template(call(written(wrong)));
      assert.deepEqual(said(text), ['service-name-case \\"Lambda.amazonaws.com\\"']);
      assert.equal(fixed(text, 'service-name-case'), template(call(written(right))));
    });

  it('says of its holes nothing, and of what IAM fills in what there is to say', () => {
    const own = allow(
      '"AWS": "arn:aws:iam::${AWS::AccountId}:role/deploy"',
      '"StringLike": {"aws:userid": "AROAQ7RSTUVWXYZ23456A:${!aws:username}"}',
    );
    assert.deepEqual(said(template(`{"Fn::Sub": ${written(own)}}`)), []);
    const twice = allow('"AWS": "arn:aws:iam::${AWS::AccountId}:role/${!aws:username}"');
    assert.deepEqual(said(template(`{"Fn::Sub": ${written(twice)}}`)), ['variable-invalid ${!aws:username}']);
  });

  it('gets fresh text that stays text', () => {
    const without = JSON.stringify(
      policy(allow('"Service": "lambda.amazonaws.com"')).replace('"Version": "2012-10-17", ', ''),
    );
    const text = template(`{"Fn::Sub": ${without}}`);
    assert.equal(
      fixed(text, 'version-missing'),
      template(`{"Fn::Sub": ${written(allow('"Service": "lambda.amazonaws.com"'))}}`),
    );
  });
});

describe('a whole policy as text that Fn::Join glues', () => {
  /** A policy as text, cut where a bar stands; a name between bars is a reference. */
  const glued = (text: string, between = ''): string => {
    const parts = text.split('|').map((part, i) => (i % 2 ? `{"Ref": "${part}"}` : JSON.stringify(part)));
    return `{"Fn::Join": ["${between}", [${parts.join(', ')}]]}`;
  };
  const joined = (statement: string): string => template(glued(policy(statement)));

  it('is judged and fixed in one of its parts', () => {
    const wrong = allow('"AWS": "arn:aws:iam::|AWS::AccountId|:role/deploy", "Service": "Lambda.amazonaws.com"');
    assert.deepEqual(said(joined(wrong)), ['service-name-case \\"Lambda.amazonaws.com\\"']);
    assert.equal(fixed(joined(wrong), 'service-name-case'), joined(wrong.replace('Lambda', 'lambda')));
  });

  it('is judged beside its holes, and fixed there', () => {
    const wrong = allow('"AWS": "arn:aws:iam:eu-west-1:|AWS::AccountId|:role/deploy"');
    assert.deepEqual(said(joined(wrong)), ['principal-arn-invalid eu-west-1']);
    assert.equal(fixed(joined(wrong), 'principal-arn-invalid'), joined(wrong.replace('eu-west-1', '')));
    const after = allow('"AWS": "arn:aws:iam::|AWS::AccountId|:Role/deploy"');
    assert.deepEqual(said(joined(after)), ['principal-arn-invalid Role/deploy']);
  });

  it('says nothing of its holes: text, values, keys', () => {
    for (const statement of [
      allow('"AWS": "arn:|AWS::Partition|:iam::|AWS::AccountId|:root"', '"StringEquals": {"sts:ExternalId": "|Id|"}'),
      allow('"AWS": |Accounts|', '"StringEquals": {"sts:ExternalId": "|Id|"}'),
      allow('"Federated": "|Provider|"', '"StringEquals": {"|Issuer|:aud": "x", "|Issuer|:sub": "y"}'),
      allow(
        '"AWS": "111122223333"',
        '"StringLike": {"sts:RoleSessionName": "${aws:username}", "sts:ExternalId": "|Id|"}',
      ),
    ])
      assert.deepEqual(said(joined(statement)), [], statement);
  });

  it('has text that IAM fills in, which Fn::Join leaves as it is', () => {
    const statement = allow('"AWS": "arn:aws:iam::|AWS::AccountId|:role/${aws:username}"');
    assert.deepEqual(said(joined(statement)), ['variable-invalid ${aws:username}']);
  });

  it('is glued of its lines too', () => {
    const lines = (service: string): string => {
      const text = JSON.stringify(JSON.parse(policy(allow(`"Service": "${service}"`))), null, 2);
      return template(
        `{"Fn::Join": ["\\n", [${text
          .split('\n')
          .map((line) => JSON.stringify(line))
          .join(', ')}]]}`,
      );
    };
    assert.deepEqual(said(lines('Lambda.amazonaws.com')), ['service-name-case \\"Lambda.amazonaws.com\\"']);
    assert.equal(fixed(lines('Lambda.amazonaws.com'), 'service-name-case'), lines('lambda.amazonaws.com'));
  });

  it('is whole JSON after each fix', () => {
    const whole = (text: string): unknown => {
      const { Resources } = JSON.parse(text) as { Resources: { App: { Properties: Record<string, unknown> } } };
      const call = Resources.App.Properties['AssumeRolePolicyDocument'] as { 'Fn::Join': [string, unknown[]] };
      const [between, parts] = call['Fn::Join'];
      return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : '0')).join(between));
    };
    let fixes = 0;
    for (const statement of [
      allow(
        '"AWS": "arn:aws:iam::|A|:root", "Service": "ec2.amazonaws.com"',
        '"StringEquals": {"sts:ExternalId": "|B|"}',
      ),
      allow(PROVIDER, `"StringEquals": {"${GITHUB}:sub": "repo:acme/|Repo|:*"}`),
      allow('"AWS": |Accounts|', '"StringEqual": {"sts:ExternalId": |Id|}'),
      allow('"AWS": ["arn:aws:iam::|A|:role/|B|", "1234"]').replace('"Effect"', '"effect"'),
      `"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole|Rest|"`,
      allow('"AWS": "arn:aws:iam::|A|:root"').replace('"Action": "sts:AssumeRole"', '"Action": "sts:AsumeRole"'),
    ])
      for (const source of [policy(statement), policy(statement).replace('"Version": "2012-10-17", ', '')]) {
        const text = template(glued(source));
        const document = new PolicyDocument(text);
        for (const finding of finish(check(document, testContext())).findings)
          for (const fix of finding.fixes) {
            const edits = editsOf(document, finding, fix);
            if (!edits) continue;
            assert.notDeepEqual(whole(applyEdits(text, edits)), whole(text), fix.title);
            fixes++;
          }
      }
    assert.ok(fixes > 10, String(fixes));
  });

  it('takes time that grows as its parts do', () => {
    growsLinearly(
      'parts of a glued text',
      (parts) => {
        const principals = Array.from({ length: parts }, (_, i) => `"arn:aws:iam::|A${i}|:role/\${x}"`).join(', ');
        const text = joined(allow(`"AWS": [${principals}]`));
        return () => new PolicyDocument(text).extraction.policies.length;
      },
      1000,
      250,
    );
  });

  it('is not fixed across its parts', () => {
    const split = policy(allow('"Service": "Lambda.amazonaws.com"')).replace('Lambda', 'Lam|bda');
    const parts = split.split('|').map((part) => JSON.stringify(part));
    const text = template(`{"Fn::Join": ["", [${parts.join(', ')}]]}`);
    assert.deepEqual(
      found(text).map((f) => f.ruleId),
      ['service-name-case'],
    );
    assert.equal(fixed(text, 'service-name-case'), undefined);
  });
});

describe('the policy of a role', () => {
  const EVERYONE = `{${allow('"AWS": "*"')}}`;

  it('is each that a condition chooses', () => {
    const [first, second] = ['EC2', 'S3'].map((name) => policy(allow(`"Service": "${name}.amazonaws.com"`)));
    assert.deepEqual(
      said(template(`{"Fn::If": ["IsProduction", ${first}, {"Fn::If": ["IsTest", ${second}, {"Ref": "Other"}]}]}`)),
      ['service-name-case "EC2.amazonaws.com"', 'service-name-case "S3.amazonaws.com"'],
    );
    assert.deepEqual(said(template(`{"Fn::If": ["IsProduction", {"Ref": "AWS::NoValue"}, {"Ref": "Other"}]}`)), []);
  });

  it('is one as text too before it has a statement', () => {
    for (const begun of ['{"Version": "2012-10-17"}', EVERYONE])
      assert.deepEqual(
        said(template(JSON.stringify(begun))).map((finding) => finding.replaceAll('\\', '')),
        said(template(begun)),
      );
    assert.equal(said(template(EVERYONE)).length, 2);
  });

  it('may be broken off behind its end, as text too', () => {
    const text = '{"Statement": []} x {';
    assert.deepEqual(
      said(template(JSON.stringify(text))).filter((finding) => finding.startsWith('version-missing')),
      [],
    );
  });
});

describe('what a template says of its names', () => {
  it('is looked up in its mappings, and judged where it stands there', () => {
    const lookup = '{"Fn::FindInMap": ["Map", "prod", "service"]}';
    const mappings = (value: string): string => `, "Mappings": {"Map": {"prod": {"service": ${value}}}}`;
    const text = template(policy(allow(`"Service": ${lookup}`)), mappings('"Lambda.amazonaws.com"'));
    assert.deepEqual(said(text), ['service-name-case "Lambda.amazonaws.com"']);
    assert.equal(fixed(text, 'service-name-case'), undefined); // others may look it up
    assert.deepEqual(said(template(policy(allow(`"Service": ${lookup}`)), mappings('"lambda.amazonaws.com"'))), []);
    assert.deepEqual(said(template(policy(allow(`"Service": ${lookup}`)))), []);
    const list = template(
      policy(allow(`"Service": ${lookup}`)),
      mappings('["lambda.amazonaws.com", "Ec2.amazonaws.com"]'),
    );
    assert.deepEqual(said(list), ['service-name-case "Ec2.amazonaws.com"']);
    const unknown = '{"Fn::FindInMap": ["Map", {"Ref": "Stage"}, "service"]}';
    assert.deepEqual(said(template(policy(allow(`"Service": ${unknown}`)), mappings('"Lambda.amazonaws.com"'))), []);
  });

  it('keeps no finding when a mapping changes', () => {
    const text = (value: string): string =>
      template(
        policy(allow('"Service": {"Fn::FindInMap": ["Map", "prod", "service"]}')),
        `, "Mappings": {"Map": {"prod": {"service": "${value}"}}}`,
      );
    const before = finish(check(new PolicyDocument(text('Lambda.amazonaws.com')), testContext()));
    const after = finish(check(new PolicyDocument(text('lambda.amazonaws.com')), testContext(), before));
    assert.deepEqual([before.findings.length, after.findings.length], [1, 0]);
  });

  it('makes a reference to an identity provider that provider', () => {
    const resources = (url: string): string =>
      `, "Gh": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": ${url}}}`;
    const role = (reference: string, url: string): string =>
      template(
        policy(allow(`"Federated": ${reference}`, `"StringEquals": {"${GITHUB}:aud": "sts.amazonaws.com"}`)),
      ).replace('{"Resources": {', `{"Resources": {${resources(url).slice(2)}, `);
    for (const reference of [
      '{"Ref": "Gh"}',
      '{"Fn::GetAtt": ["Gh", "Arn"]}',
      '{"Fn::GetAtt": "Gh.Arn"}',
      '{"Fn::Sub": "${Gh}"}',
    ]) {
      assert.deepEqual(
        found(role(reference, `"https://${GITHUB}"`)).map((f) => f.ruleId),
        ['oidc-subject-missing'],
        reference,
      );
      assert.deepEqual(said(role(reference, '{"Ref": "Url"}')), []);
    }
  });

  it('takes a comma before a closing bracket, as CloudFormation does, and not in JSON text', () => {
    const loose = policy(allow('"Service": ["ec2.amazonaws.com",]'));
    const rules = (text: string): string[] => found(text).map((f) => f.ruleId);
    assert.deepEqual(rules(template(loose)), []);
    assert.deepEqual(rules(`{"AssumeRolePolicyDocument": ${loose}}`), ['json-syntax']);
    assert.deepEqual(rules(template(JSON.stringify(loose))), ['json-syntax']);
    assert.deepEqual(rules(template(loose.replace(',]', ' // EC2\n]'))), ['json-syntax']);
  });

  it('keeps the slash at the end of a provider, which is a part of some names and of no others', () => {
    const role = (issuer: string, keys: string): string =>
      template(
        policy(
          allow(
            '"Federated": {"Ref": "Idp"}',
            `"StringEquals": {"${keys}:aud": "api://shop", "${keys}:sub": "0b1c2d3e-1111-4222-8333-444455556666"}`,
          ),
        ),
      ).replace(
        '{"Resources": {',
        `{"Resources": {"Idp": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": "https://${issuer}"}}, `,
      );
    const rules = (issuer: string, keys: string): string[] => found(role(issuer, keys)).map((f) => f.ruleId);
    const ENTRA = 'sts.windows.net/0a1b2c3d-1111-4222-8333-444455556666';
    assert.deepEqual(rules(`${ENTRA}/`, `${ENTRA}/`), []);
    assert.deepEqual(rules(`${ENTRA}/`, ENTRA), ['key-provider-mismatch']);
    assert.ok(rules(`${GITHUB}/`, GITHUB).includes('federated-provider-invalid'));
  });

  it('leaves text alone where something else may fill it in', () => {
    const statement = allow('"AWS": "arn:aws:iam::${AWS::AccountId}:role/deploy"');
    const errors = (text: string): number => found(text).filter((f) => f.ruleId === 'placeholder').length;
    assert.equal(errors(template(policy(statement))), 1);
    assert.equal(errors(template(policy(statement), ', "Transform": "AWS::Serverless-2016-10-31"')), 1);
    assert.equal(errors(template(policy(statement), ', "Transform": ["AWS::LanguageExtensions", "Ours"]')), 0);
    assert.equal(errors(policy(statement)), 0);
    assert.equal(errors(`{"service": "a", "provider": {}, "resources": ${template(policy(statement))}}`), 0);
  });
});
