import type { Request } from './evaluator.ts';

/** A request of the other evaluator as an author describes it to ours; keys that it doesn't send are surely absent. */
export function described({ caller, context }: Request): object {
  const first = (key: string): string | undefined => context.get(key.toLowerCase())?.[0];
  const mfa = first('aws:MultiFactorAuthPresent');
  return {
    role: 'arn:aws:iam::222233334444:role/Target',
    caller: callerOf(caller, context),
    with: {
      ...given('externalId', first('sts:ExternalId')),
      ...given('sessionName', first('sts:RoleSessionName')),
      ...given('mfa', mfa === undefined ? undefined : mfa === 'true'),
    },
    from: {
      ...given('ip', first('aws:SourceIp')),
      ...given('vpce', first('aws:SourceVpce')),
      ...given('time', first('aws:CurrentTime')),
    },
    context: {
      ...given('aws:SourceIp', first('aws:SourceIp') === undefined ? null : undefined),
      ...given('aws:SourceVpce', first('aws:SourceVpce') === undefined ? null : undefined),
      ...given('aws:TagKeys', context.get('aws:tagkeys')),
      ...given('aws:RequestTag/team', first('aws:RequestTag/team')),
    },
  };
}

function given(name: string, value: unknown): object {
  return value === undefined ? {} : { [name]: value };
}

function callerOf({ type, value, role }: Request['caller'], context: Request['context']): object {
  const first = (key: string): string | undefined => context.get(key.toLowerCase())?.[0];
  const claims = (prefix: string): object =>
    Object.fromEntries(
      [...context].flatMap(([key, values]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), values]] : [])),
    );
  if (type === 'Service') return { service: value, ...given('sourceAccount', first('aws:SourceAccount')) };
  if (value.includes(':saml-provider/')) return { saml: { provider: value, keys: claims('saml:') } };
  if (type === 'Federated') {
    const issuer = value.slice(value.indexOf('/') + 1);
    return { oidc: { provider: value, issuer, claims: claims(`${issuer}:`) } };
  }
  const [id, session] = (first('aws:userid') ?? '').split(':');
  const paths = context.get('aws:principalorgpaths');
  return {
    ...(role === undefined ? { user: value } : { role, session }),
    ...{ id, ...given('orgPaths', paths), ...(paths ? {} : { org: null }) },
    ...given(
      'tags',
      first('aws:PrincipalTag/team') === undefined ? undefined : { team: first('aws:PrincipalTag/team') },
    ),
  };
}
