import { reviewFix, safeFix, type Fix } from '../findings.ts';
import { parseArn, type Arn } from '../iam/arn.ts';
import { PARTITIONS } from '../iam/partitions.ts';
import { BUILT_IN_PROVIDERS } from '../iam/principalTypeOf.ts';
import { sameName } from '../iam/vocabulary.ts';
import { oidcProvider } from '../catalogue/oidcProviders.ts';
import { renameKey } from '../policy/statementEdits.ts';
import type { Principal } from '../policy/model.ts';
import { defineRule, type RuleContext } from './rule.ts';
import { withoutEnd } from '../text/cut.ts';

type Message =
  | 'url'
  | 'scheme'
  | 'host'
  | 'identityCenter'
  | 'arn'
  | 'region'
  | 'account'
  | 'eks'
  | 'slash'
  | 'port'
  | 'wildcard'
  | 'empty'
  | 'form';

export default defineRule({
  meta: {
    id: 'federated-provider-invalid',
    title: 'Invalid identity provider',
    level: 'error',
    rejected: ['url', 'host', 'identityCenter', 'arn', 'region', 'account', 'wildcard', 'empty', 'form'],
    iamError: 'MalformedPolicyDocument: Federated principals must be valid domain names or SAML metadata ARNs',
    messages: {
      url: '"{{value}}" is a URL: use {{right}} instead. IAM rejects the policy.',
      scheme: 'The ARN of an OIDC provider has no {{scheme}}: remove it. IAM finds no provider with this ARN.',
      host: 'Use the ARN of this provider in your account. IAM rejects host names other than {{builtIn}}.',
      identityCenter:
        "IAM Identity Center isn't an identity provider for roles. Trust its SAML provider or one of its roles. IAM rejects the policy.",
      arn: "This isn't the ARN of a SAML or OIDC provider. IAM rejects the policy.",
      region: 'IAM ARNs have no Region: remove "{{region}}". IAM rejects the policy.',
      account: 'The account ID is missing in this ARN. IAM rejects the policy.',
      eks: 'The issuer of an EKS cluster has the form oidc.eks.REGION.amazonaws.com/id/ID. No token matches this one.',
      slash: "The issuer of {{provider}} doesn't end with a slash: remove it. No token matches this provider.",
      port: 'The ARN of an OIDC provider has no port: remove {{port}}. No token matches this provider.',
      wildcard: "Wildcards aren't allowed inside a principal: name the provider. IAM rejects the policy.",
      empty: "This ARN doesn't name a provider. IAM rejects the policy.",
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
      if (arn) judgeArn(principal, arn, context);
      else if (!value.holes.length) judgeHost(principal, context);
    },
  }),
});

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
        builtIn: BUILT_IN_PROVIDERS.join(', '),
      },
      fixes: () => fixes,
    });
  };
  if (BUILT_IN_PROVIDERS.includes(bare)) report(text === bare ? 'form' : 'url', [replace(principal, bare)]);
  else if (/[*?]/.test(text)) report('wildcard');
  else if (text.startsWith('arn:')) report('arn');
  else if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[^\s:]*)?$/i.test(bare)) {
    const arn = `arn:aws:iam::<ACCOUNT_ID>:oidc-provider/${bare}`;
    const fix = reviewFix('Replace with the ARN of the provider in your account', () => [
      { op: 'replace', target: value.node, value: arn },
    ]);
    report(text === bare ? 'host' : 'url', [fix]);
  } else report('form');
}

function judgeArn(principal: Principal, arn: Arn, context: RuleContext<Message>): void {
  const { value } = principal;
  const { partition, service, region, account, resource } = arn;
  const literal = [partition, service].every((f) => !f.holes.length);
  const report = (
    from: number,
    to: number,
    messageId: Message,
    data: Record<string, string>,
    fixes: readonly Fix[] = [],
  ): void => {
    context.report({ at: from < to ? value.slice(from, to) : value.span, messageId, data, fixes: () => fixes });
  };
  const put = (from: number, to: number, by: string): readonly Fix[] =>
    value.holes.length ? [] : [replace(principal, value.value.slice(0, from) + by + value.value.slice(to))];
  const [, kind, issuer = ''] = /^(saml-provider|oidc-provider)\/(.*)$/s.exec(resource.value) ?? [];

  if (literal && service.value === 'sso') report(resource.from, value.value.length, 'identityCenter', {});
  else if (literal && (service.value !== 'iam' || !PARTITIONS.includes(partition.value))) report(0, 0, 'arn', {});
  else if (!region.holes.length && region.value !== '')
    report(region.from, region.to, 'region', { region: region.value }, put(region.from, region.to, ''));
  else if (!account.holes.length && account.value === '') report(0, 0, 'account', {});
  else if (kind === undefined) {
    if (!resource.holes.length) report(resource.from, resource.to, 'arn', {});
  } else if (issuer === '') report(0, 0, 'empty', {});
  else if (/[*?]/.test(issuer) && !resource.holes.length) report(resource.from, resource.to, 'wildcard', {});
  else if (kind === 'oidc-provider') judgeIssuer(principal, resource.from + kind.length + 1, report, put);
}

function judgeIssuer(
  principal: Principal,
  from: number,
  report: (from: number, to: number, messageId: Message, data: Record<string, string>, fixes?: readonly Fix[]) => void,
  put: (from: number, to: number, by: string) => readonly Fix[],
): void {
  const { value, statement } = principal;
  const text = value.value;
  const issuer = text.slice(from);
  const scheme = /^https?:\/*/i.exec(issuer)?.[0];
  if (scheme !== undefined) {
    // What follows may be a placeholder: the scheme is wrong before any issuer.
    report(
      from,
      from + scheme.length,
      'scheme',
      { scheme: `${withoutEnd(scheme, '/')}//` },
      put(from, from + scheme.length, ''),
    );
    return;
  }
  if (value.holes.some((hole) => hole.to > from)) return;
  const port = /^[^/:]+(:\d+)(?=\/|$)/.exec(issuer)?.[1];
  if (port !== undefined) {
    const at = text.indexOf(port, from);
    report(at, at + port.length, 'port', { port }, withoutPort(principal, from, at, port));
    return;
  }
  const eks = meantCluster(issuer);
  if (eks !== undefined) {
    report(from, text.length, 'eks', {}, put(from, text.length, eks));
    return;
  }
  if (!issuer.endsWith('/')) return;
  const found = oidcProvider(issuer.slice(0, -1));
  if (!found || oidcProvider(issuer)?.provider.id === found.provider.id) return;
  const keysHaveSlash = statement.conditions.some((c) => c.providerKey?.issuer.value.endsWith('/'));
  if (keysHaveSlash && found.issuer.kind !== 'shared') return;
  report(text.length - 1, text.length, 'slash', { provider: found.provider.shortName }, [
    reviewFix('Remove the slash at the end', () => [{ op: 'replace', target: value.node, value: text.slice(0, -1) }]),
  ]);
}

/** Takes the port out of the provider and of its keys at once: they name one issuer. Then it lets somebody in. */
function withoutPort({ value, statement }: Principal, from: number, at: number, port: string): readonly Fix[] {
  const host = value.value.slice(from, at);
  const name = host + value.value.slice(at + port.length);
  const keys = statement.conditions.flatMap((condition) => {
    const { value: key } = condition.key;
    return sameName(key.slice(0, host.length + port.length), host + port)
      ? [renameKey(condition, host + key.slice(host.length + port.length))]
      : [];
  });
  if (keys.includes(undefined)) return [];
  return [
    reviewFix(`Replace with "${name}"`, () => [
      { op: 'replace', target: value.node, value: value.value.slice(0, from) + name },
      ...keys.flatMap((edits) => edits ?? []),
    ]),
  ];
}

/** The issuer of a cluster, where its labels stand in another order. */
function meantCluster(issuer: string): string | undefined {
  if (!issuer.includes('eks') || issuer.startsWith('oidc.eks.')) return undefined; // the common cases
  const [, host = '', path = ''] = /^([^/]+)(\/id\/[0-9A-Z]+)?$/i.exec(issuer) ?? [];
  const labels = host.split('.');
  if (!labels.includes('eks') || !labels.includes('oidc') || !host.endsWith('.amazonaws.com')) return undefined;
  const region = labels.find((label) => /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(label));
  if (region === undefined || labels.length !== 5) return undefined;
  const right = `oidc.eks.${region}.amazonaws.com${path}`;
  return right === issuer ? undefined : right;
}

function replace({ value }: Principal, by: string): Fix {
  return safeFix(`Replace with "${by}"`, () => [{ op: 'replace', target: value.node, value: by }]);
}
