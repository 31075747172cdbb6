import { reviewFix, safeFix, type Fix } from '../findings.ts';
import { REGIONS_AS_OF } from '../catalogue/regions.ts';
import { severalIn } from '../guards/form.ts';
import { isUniqueId } from '../iam/account.ts';
import { parseArn, type Arn } from '../iam/arn.ts';
import { PARTITIONS } from '../iam/partitions.ts';
import { BUILT_IN_PROVIDERS, USUAL_BUILT_IN } from '../iam/principalTypeOf.ts';
import type { Principal } from '../policy/model.ts';
import { renameIssuer, spreadOutPrincipal } from '../policy/principalEdits.ts';
import { issuerSlip } from '../policy/issuerSlip.ts';
import { holeWithin, sliceHoled } from '../text/holedText.ts';
import { monthOf } from '../text/month.ts';
import { defineRule, type Report, type RuleContext } from './rule.ts';

type Message =
  | 'several'
  | 'url'
  | 'scheme'
  | 'host'
  | 'identityCenter'
  | 'arn'
  | 'region'
  | 'account'
  | 'id'
  | 'doubled'
  | 'eks'
  | 'eksRegion'
  | 'slash'
  | 'tail'
  | 'space'
  | 'port'
  | 'wildcard'
  | 'empty'
  | 'name'
  | 'form';

export default defineRule({
  meta: {
    id: 'federated-provider-invalid',
    title: 'Invalid identity provider',
    level: 'error',
    rejected: ['url', 'host', 'identityCenter', 'arn', 'region', 'account', 'id', 'wildcard', 'empty', 'form', 'name'],
    iamError: 'MalformedPolicyDocument: Federated principals must be valid domain names or SAML metadata ARNs',
    messages: {
      several: 'Several providers in one string: write them as a list. IAM rejects the policy.',
      url: '"{{value}}" is a URL: use {{right}} instead. IAM rejects the policy.',
      scheme: 'The ARN of an OIDC provider has no {{scheme}}: remove it. IAM finds no provider with this ARN.',
      host: 'Use the ARN of this provider in your account. IAM rejects host names other than {{builtIn}}.',
      identityCenter:
        "IAM Identity Center isn't an identity provider for roles. Trust its SAML provider or one of its roles. IAM rejects the policy.",
      arn: "This isn't the ARN of a SAML or OIDC provider. IAM rejects the policy.",
      region: 'IAM ARNs have no Region: remove "{{region}}". IAM rejects the policy.',
      account: 'The account ID is missing in this ARN. IAM rejects the policy.',
      id: '"{{account}}" is a unique ID or an access key: use the 12 digits of the account ID. IAM rejects the policy.',
      doubled: 'A whole ARN follows "{{before}}": use it alone. No one can assume the role through this provider.',
      eks: 'The issuer of an EKS cluster has the form oidc.eks.REGION.amazonaws.com/id/ID. No token matches this one.',
      eksRegion:
        'The Region "{{region}}" isn\'t in our list of {{month}}.{{question}} If it doesn\'t exist, no token matches this provider.',
      tail: 'The ARN of an OIDC provider has no {{tail}}: remove it. No token matches this provider.',
      space: 'The ARN of a provider has no spaces: remove them. No one can assume the role through this provider.',
      slash: "The issuer of {{provider}} doesn't end with a slash: remove it. No token matches this provider.",
      port: 'The ARN of an OIDC provider has no port: remove {{port}}. No token matches this provider.',
      wildcard: "Wildcards aren't allowed inside a principal: name the provider. IAM rejects the policy.",
      empty: "This ARN doesn't name a provider. IAM rejects the policy.",
      name: '"{{value}}" looks like a name to fill in: put the ARN of the identity provider here. IAM rejects the policy.',
      form: '"{{value}}" isn\'t an identity provider: use the ARN of one. IAM rejects the policy.',
    },
    yieldsTo: ['principal-type-misplaced', 'principal-account-invalid'],
  },
  docs: {
    why: "Federated contains the ARN of a SAML or OIDC provider in the role's account. The ARN of an OIDC provider contains the host and path of the issuer, without https://. Only Cognito identity pools, Google, Facebook and Login with Amazon are named by host. With any other value, IAM rejects the policy or no token matches.",
    howToFix:
      'Copy the ARN of the provider from the IAM console, or from the output of aws iam list-open-id-connect-providers or list-saml-providers.',
    whenToIgnore: 'Never: IAM rejects the policy, or no token matches it.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
    ],
    accessAnalyzer: ['INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/https://token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:ref:refs/heads/main"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main"}}',
      ],
    },
  },
  create: (context) => ({
    principal(principal) {
      const { type, value } = principal;
      if (type !== 'Federated' || value.value === '' || BUILT_IN_PROVIDERS.includes(value.value)) return;
      const arn = parseArn(value);
      const parts = value.holes.length ? [] : severalIn(value.value, isProvider);
      if (parts.length) {
        const list = safeFix('Write the providers as a list', () => spreadOutPrincipal(principal, parts));
        context.report({ at: value.span, messageId: 'several', fixes: () => [list] });
      } else if (arn) judgeArn(principal, arn, context);
      else if (!value.holes.length) judgeHost(principal, context);
    },
  }),
});

function isProvider(part: string): boolean {
  return part.startsWith('arn:') || BUILT_IN_PROVIDERS.includes(part);
}

/** A value that is no ARN, and no host of a built-in provider. */
function judgeHost(principal: Principal, context: RuleContext<Message>): void {
  const { value } = principal;
  const text = value.value.trim();
  const bare = text.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  const report = (messageId: Message, fixes: readonly Fix[] = []): void => {
    context.report({
      at: value.span,
      messageId,
      data: {
        value: messageId === 'form' ? value.value : text, // blanks around it may be all that is wrong
        right: BUILT_IN_PROVIDERS.includes(bare) ? `"${bare}"` : 'the ARN of the provider',
        builtIn: USUAL_BUILT_IN.join(', '),
      },
      fixes: () => fixes,
    });
  };
  const spaced = isProviderArn(text)
    ? [reviewFix('Remove the spaces', () => [{ op: 'replace', target: value.node, value: text }])]
    : [];
  if (BUILT_IN_PROVIDERS.includes(bare)) report(text === bare ? 'form' : 'url', [replace(principal, bare)]);
  else if (/[*?]/.test(text)) report('wildcard');
  else if (text.startsWith('arn:')) report(isProviderArn(text) ? 'space' : 'arn', spaced);
  else if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[^\s:]*)?$/i.test(bare)) {
    const arn = `arn:aws:iam::<ACCOUNT_ID>:oidc-provider/${bare}`;
    const fix = reviewFix('Replace with the ARN of the provider in your account', () => [
      { op: 'replace', target: value.node, value: arn },
    ]);
    report(text === bare ? 'host' : 'url', [fix]);
  } else report(NAME_TO_FILL_IN.test(text) ? 'name' : 'form');
}

function isProviderArn(text: string): boolean {
  return /^(?:saml|oidc)-provider\/\S+$/.test(parseArn({ value: text, holes: [] })?.resource.value ?? '');
}

/** Words of code and templates for what belongs here, joined as names of variables are. */
const NAME_TO_FILL_IN = /^(?=.*(?:arn|idp|oidc|saml|provider|identity|federat))[a-z][a-z0-9]*(?:[._-][a-z0-9]+)+$/i;

/** Reports on a part of the value; on all of it where the part is empty. */
type ReportPart = (
  from: number,
  to: number,
  messageId: Message,
  data: Record<string, string>,
  fixes?: readonly Fix[],
  level?: Report<Message>['level'],
) => void;

function judgeArn(principal: Principal, arn: Arn, context: RuleContext<Message>): void {
  const { value } = principal;
  const { partition, service, region, account, resource } = arn;
  const literal = [partition, service].every((f) => !f.holes.length);
  const report: ReportPart = (from, to, messageId, data, fixes = [], level) => {
    context.report({
      at: from < to ? value.slice(from, to) : value.span,
      messageId,
      data,
      fixes: () => fixes,
      ...(level && { level }),
    });
  };
  const put = (from: number, to: number, by: string): readonly Fix[] =>
    holeWithin(value, from, to) ? [] : [replace(principal, value.value.slice(0, from) + by + value.value.slice(to))];
  const [, kind, issuer = ''] = /^(saml-provider|oidc-provider)\/(.*)$/s.exec(resource.value) ?? [];

  if (literal && service.value === 'sso') report(resource.from, value.value.length, 'identityCenter', {});
  else if (literal && (service.value !== 'iam' || !PARTITIONS.includes(partition.value))) report(0, 0, 'arn', {});
  else if (!region.holes.length && region.value !== '')
    report(region.from, region.to, 'region', { region: region.value }, put(region.from, region.to, ''));
  else if (!account.holes.length && account.value === '') report(0, 0, 'account', {});
  else if (isUniqueId(account.value)) report(account.from, account.to, 'id', { account: account.value });
  else if (kind === undefined) {
    if (!resource.holes.length) report(resource.from, resource.to, 'arn', {});
  } else if (issuer === '') report(0, 0, 'empty', {});
  else if (issuer.startsWith('arn:')) judgeInner(principal, resource.from + kind.length + 1, report);
  else if (/[*?]/.test(withoutQuery(issuer)) && !resource.holes.length)
    report(resource.from, resource.to, 'wildcard', {});
  else if (kind === 'oidc-provider') judgeIssuer(principal, resource.from + kind.length + 1, report, put);
}

/** A question mark before a parameter is no wildcard. */
function withoutQuery(issuer: string): string {
  return issuer.replace(/\?[\w.~-]+=.*$/s, '');
}

/** A whole ARN where the name of the provider belongs: often it is the right one. */
function judgeInner(principal: Principal, from: number, report: ReportPart): void {
  const { value } = principal;
  const inner = sliceHoled(value, from, value.value.length);
  if (inner.holes.some((hole) => hole.from === 0)) return;
  const arn = parseArn(inner);
  const sound = !value.holes.length && arn && /^(?:saml|oidc)-provider\/./.test(arn.resource.value);
  const before = value.value.slice(value.value.lastIndexOf(':', from) + 1, from);
  report(0, 0, 'doubled', { before }, sound ? [replace(principal, inner.value)] : []);
}

function judgeIssuer(
  principal: Principal,
  from: number,
  report: ReportPart,
  put: (from: number, to: number, by: string) => readonly Fix[],
): void {
  const { value } = principal;
  const issuer = sliceHoled(value, from, value.value.length);
  const slip = issuerSlip(issuer);
  if (!slip) return;
  const { kind, right, data } = slip;
  // Its keys may have the same slip: they name one provider. Then the fix lets somebody in.
  const edits = right === undefined ? undefined : renameIssuer(principal, issuer.value, right);
  const review = edits ? [reviewFix(`Replace with "${right}"`, () => edits)] : [];
  const isAlone = kind === 'scheme' && edits?.length === 1 && right !== undefined;
  report(
    from + slip.from,
    from + slip.to,
    kind,
    { ...data, month: monthOf(REGIONS_AS_OF) },
    isAlone ? put(from, value.value.length, right) : review,
    kind === 'eksRegion' ? 'warning' : undefined,
  );
}

function replace({ value }: Principal, by: string): Fix {
  return safeFix(`Replace with "${by}"`, () => [{ op: 'replace', target: value.node, value: by }]);
}
