import assert from 'node:assert/strict';
import { hover, loadHost, PolicyDocument, type SaidValue } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { marked } from '../support/marked.ts';

/** What is shown at the cursor; the marked span must be the hover's. */
function shown(source: string, languageId: string, said?: SaidValue): string | undefined {
  const { text, cursor, spans } = marked(source);
  const document = new PolicyDocument(text, undefined, false, { languageId, path: '' });
  const found = hover(document, cursor ?? 0, testContext(), undefined, said);
  if (spans[0]) assert.deepEqual(found?.span, spans[0], source);
  return found?.markdown;
}
const shows = (markdown: string | undefined, ...parts: readonly string[]): void => {
  for (const part of parts) assert.ok(markdown?.includes(part), `lacks ${part}\nin ${markdown ?? ''}`);
};

const ISSUER = 'token.actions.githubusercontent.com';
const document = (statement: string, own = ''): string =>
  `data "aws_iam_policy_document" "d" {\n${own}  statement {\n    actions = ["sts:AssumeRole"]\n${statement}\n  }\n}\n`;
const role = (members: string, rest = ''): string =>
  `${rest}resource "aws_iam_role" "r" {\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", ${members} }] })\n}\n`;
const web = (sub: string): string =>
  role(
    `Principal = { Federated = "arn:aws:iam::\${var.account}:oidc-provider/${ISSUER}" }, Condition = { StringLike = { "${ISSUER}:sub" = ${sub} } }`,
  );
const template = (statement: string): string =>
  `{"Parameters": {"Org": {"Type": "String", "Default": "acme"}}, "Resources": {"Gh": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": "https://${ISSUER}"}}, "R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", ${statement}}]}}}}}`;

describe('hover over what a deployment fills in', () => {
  before(() => loadHost({ languageId: 'terraform', path: '', text: '' }));
  const terraform = (source: string, said?: SaidValue): string | undefined => shown(source, 'terraform', said);
  const json = (source: string, said?: SaidValue): string | undefined => shown(source, 'json', said);

  it('tells what fills in a part of a text, and what the text means', () => {
    shows(
      terraform(web('"repo:«${var.o‸rg}»/shop:*"')),
      'Filled in at deployment: `var.org`',
      '*owner:* `…` (placeholder)',
    );
    shows(
      terraform(role('Principal = { AWS = "arn:aws:iam::«${var.acc‸ount}»:role/deploy" }')),
      'Filled in at deployment: `var.account`',
      '**A role** `deploy`',
    );
    shows(
      json(
        template(
          '"Principal": {"AWS": {"Fn::Sub": "arn:aws:iam::«${AWS::Acc‸ountId}»:role/deploy"}}, "Action": "sts:AssumeRole"',
        ),
      ),
      'Filled in at deployment: `AWS::AccountId`',
    );
    shows(
      json(
        template(
          '"Principal": {"AWS": {"Fn::Join": ["", ["arn:aws:iam::", «{"Ref": "O‸rg"}», ":root"]]}}, "Action": "sts:AssumeRole"',
        ),
      ),
      'Filled in at deployment: `Org`',
    );
  });

  it('tells nothing beside it', () => {
    assert.doesNotMatch(terraform(web('"rep‸o:${var.org}/shop:*"')) ?? '', /deployment/);
    assert.doesNotMatch(terraform(web('"repo:${var.org}/sh‸op:*"')) ?? '', /deployment/);
    assert.equal(
      json(template('"Principal": {"AWS": {"‸Ref": "Org"}}, "Action": "sts:AssumeRole"'))?.includes('Org'),
      true,
    );
    assert.equal(terraform(role('Principal = {‸ AWS = var.x }')), undefined);
  });

  it('tells what fills in a key, a value, an item', () => {
    shows(terraform(role('Principal = { AWS = «var.cal‸lers» }')), 'Filled in at deployment: `var.callers`');
    shows(
      terraform(document('principals {\n type = "AWS"\n identifiers = ["*", «module.x.r‸ole_arn»]\n}')),
      'Filled in at deployment: `module.x.role_arn`',
    );
    shows(
      terraform(
        document(
          'condition {\n test = "StringLike"\n variable = "«${replace(var.iss‸uer, "https://", "")}»:sub"\n values = ["x"]\n}\nprincipals {\n type = "AWS"\n identifiers = ["*"]\n}',
        ),
      ),
      'Filled in at deployment: `replace(var.issuer, "https://", "")`',
    );
    shows(
      json(template('"Principal": {"AWS": «{"Fn::Get‸Att": ["Caller", "Arn"]}»}, "Action": "sts:AssumeRole"')),
      'Filled in at deployment: `Fn::GetAtt Caller.Arn`',
    );
  });

  it('tells of a reference to an identity provider both what it is and who that is', () => {
    const provider = `resource "aws_iam_openid_connect_provider" "gh" {\n  url = "https://${ISSUER}"\n}\n`;
    shows(
      terraform(role('Principal = { Federated = «aws_iam_openid_connect_pro‸vider.gh.arn» }', provider)),
      'Filled in at deployment: `aws_iam_openid_connect_provider.gh.arn`',
      '**GitHub Actions (github.com)**',
    );
    shows(
      json(template('"Principal": {"Federated": «{"Re‸f": "Gh"}»}, "Action": "sts:AssumeRoleWithWebIdentity"')),
      'Filled in at deployment: `{"Ref": "Gh"}`',
      '**GitHub Actions (github.com)**',
    );
  });

  it('shows a default, and says that it is not used', () => {
    const said = { text: '"acme"', isDefault: true };
    const text = `Filled in at deployment: \`var.org\`\n\n*Default of* \`var.org\`: \`"acme"\`. Checks don't use it`;
    shows(terraform(web('"repo:«${var.o‸rg}»/shop:*"'), said), text);
    shows(
      json(template('"Principal": {"AWS": «{"R‸ef": "Org"}»}, "Action": "sts:AssumeRole"'), said),
      '*Default of* `Org`: `"acme"`. Checks don\'t use it',
    );
  });

  it('shows the value of a local that counts', () => {
    const locals = 'locals {\n  sub = "repo:acme/shop:*"\n}\n';
    const said = { text: '"repo:acme/shop:*"', isDefault: false };
    assert.equal(terraform(locals + web('«local.s‸ub»'), said), '*Value of* `local.sub`: `"repo:acme/shop:*"`');
  });

  it('shows text of a policy as text', () => {
    const said = { text: '"`<b>\u202e"', isDefault: true };
    const markdown = terraform(web('"repo:${var.o‸rg}/shop:*"'), said) ?? '';
    assert.ok(!markdown.includes('\u202e') && markdown.includes('``"`<b>\\u202e"``'), markdown);
  });
});

describe('hover over a default of the policy language', () => {
  before(() => loadHost({ languageId: 'terraform', path: '', text: '' }));
  const EC2 = 'principals {\n type = "Service"\n identifiers = ["ec2.amazonaws.com"]\n}';

  it('is told at the keyword of what leaves it out', () => {
    const implied = document(EC2);
    shows(
      shown(implied.replace('data', '«da‸ta»'), 'terraform'),
      "`version` isn't set, so it is `2012-10-17`.",
      'version of the policy language',
    );
    shows(
      shown(implied.replace('statement', '«state‸ment»'), 'terraform'),
      "`effect` isn't set, so it is `Allow`.",
      'Without a matching Allow',
    );
  });

  it('is not told of what is set, or may be', () => {
    for (const effect of ['"Deny"', 'var.effect']) {
      const set = document(`effect = ${effect}\n${EC2}`, '  version = "2012-10-17"\n');
      assert.equal(shown(set.replace('data', 'da‸ta'), 'terraform'), undefined);
      assert.doesNotMatch(shown(set.replace('statement', 'state‸ment'), 'terraform') ?? '', /isn't set/);
    }
  });
});
