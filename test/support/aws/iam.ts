/** What a request asks for, by name. */
export type Parameters = URLSearchParams;

/** An answer of an API of AWS. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface IamRole {
  policy: string;
  readonly attached: Set<string>;
  readonly inline: Map<string, string>;
}

/** As much of IAM and STS as a script talks to: what was created is there from then on, and can't be created again. */
export class Iam {
  readonly #roles = new Map<string, IamRole>();
  readonly #things = new Set<string>();
  /** Policies that aren't there, by ARN; all others are. */
  readonly missing = new Set<string>();
  readonly #instanceProfiles = new Map<string, string | undefined>();

  answer(action: string, given: Parameters): Answer {
    const name = given.get('RoleName') ?? '';
    const policy = given.get('PolicyName') ?? '';
    switch (action) {
      case 'GetCallerIdentity':
        return done(
          action,
          `<Arn>arn:aws:iam::${ACCOUNT}:user/admin</Arn><UserId>AIDA</UserId><Account>${ACCOUNT}</Account>`,
        );
      case 'AssumeRole':
      case 'AssumeRoleWithSAML':
      case 'AssumeRoleWithWebIdentity':
        return done(action, '');
      case 'CreateRole':
        if (this.#roles.has(name)) return fault('EntityAlreadyExists', 409);
        this.#roles.set(name, {
          policy: given.get('AssumeRolePolicyDocument') ?? '',
          attached: new Set(),
          inline: new Map(),
        });
        return done(action, this.#role(name));
      case 'CreateOpenIDConnectProvider':
        return this.#create(action, `oidc-provider/${(given.get('Url') ?? '').replace('https://', '')}`);
      case 'CreateSAMLProvider':
        return this.#create(action, `saml-provider/${given.get('Name')}`);
      case 'GetOpenIDConnectProvider':
      case 'AddClientIDToOpenIDConnectProvider':
        return this.#found(action, given.get('OpenIDConnectProviderArn'));
      case 'GetSAMLProvider':
        return this.#found(action, given.get('SAMLProviderArn'));
      case 'GetPolicy':
        return this.missing.has(given.get('PolicyArn') ?? '') ? fault('NoSuchEntity', 404) : done(action, '<Policy/>');
      case 'CreateInstanceProfile':
      case 'GetInstanceProfile':
      case 'AddRoleToInstanceProfile':
        return this.#instanceProfile(action, given.get('InstanceProfileName') ?? '', name);
    }
    const role = this.#roles.get(name);
    if (!role) return fault('NoSuchEntity', 404);
    switch (action) {
      case 'GetRole':
        return done(action, this.#role(name));
      case 'UpdateAssumeRolePolicy':
        role.policy = given.get('PolicyDocument') ?? '';
        return done(action, '');
      case 'UpdateRole':
      case 'TagRole':
        return done(action, '');
      case 'AttachRolePolicy':
        role.attached.add(given.get('PolicyArn') ?? '');
        return done(action, '');
      case 'PutRolePolicy':
        role.inline.set(policy, given.get('PolicyDocument') ?? '');
        return done(action, '');
      case 'ListAttachedRolePolicies':
        return done(action, `<AttachedPolicies>${[...role.attached].map(attached).join('')}</AttachedPolicies>`);
      case 'ListRolePolicies':
        return done(
          action,
          `<PolicyNames>${[...role.inline.keys()].map((n) => `<member>${n}</member>`).join('')}</PolicyNames>`,
        );
      case 'GetRolePolicy':
        return role.inline.has(policy)
          ? done(
              action,
              `<RoleName>${name}</RoleName><PolicyName>${policy}</PolicyName><PolicyDocument>${encodeURIComponent(role.inline.get(policy) ?? '')}</PolicyDocument>`,
            )
          : fault('NoSuchEntity', 404);
    }
    return fault('InvalidAction', 400);
  }

  #role(name: string): string {
    const policy = encodeURIComponent(this.#roles.get(name)?.policy ?? '');
    return `<Role>${described(name, 'role')}<RoleName>${name}</RoleName><RoleId>AROA</RoleId><AssumeRolePolicyDocument>${policy}</AssumeRolePolicyDocument></Role>`;
  }

  #create(action: string, resource: string): Answer {
    if (this.#things.has(resource)) return fault('EntityAlreadyExists', 409);
    this.#things.add(resource);
    return done(action, '');
  }

  #found(action: string, arn: string | null): Answer {
    const resource = (arn ?? '').replace(`arn:aws:iam::${ACCOUNT}:`, '');
    return this.#things.has(resource) ? done(action, '') : fault('NoSuchEntity', 404);
  }

  #instanceProfile(action: string, profile: string, role: string): Answer {
    const there = this.#instanceProfiles.has(profile);
    if (action === 'CreateInstanceProfile') {
      if (there) return fault('EntityAlreadyExists', 409);
      this.#instanceProfiles.set(profile, undefined);
    } else if (!there) return fault('NoSuchEntity', 404);
    else if (action === 'AddRoleToInstanceProfile') {
      if (this.#instanceProfiles.get(profile) !== undefined) return fault('LimitExceeded', 409);
      this.#instanceProfiles.set(profile, role);
      return done(action, '');
    }
    const held = this.#instanceProfiles.get(profile);
    const roles = held === undefined ? '' : `<member>${described(held, 'role')}<RoleName>${held}</RoleName></member>`;
    return done(
      action,
      `<InstanceProfile>${described(profile, 'instance-profile')}<InstanceProfileName>${profile}</InstanceProfileName><Roles>${roles}</Roles></InstanceProfile>`,
    );
  }
}

export const ACCOUNT = '111122223333';

function described(name: string, kind: string): string {
  return `<Path>/</Path><Arn>arn:aws:iam::${ACCOUNT}:${kind}/${name}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate>`;
}

function attached(arn: string): string {
  return `<member><PolicyName>${arn.slice(arn.lastIndexOf('/') + 1)}</PolicyName><PolicyArn>${arn}</PolicyArn></member>`;
}

function done(action: string, result: string): Answer {
  return {
    status: 200,
    body: `<${action}Response><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
  };
}

function fault(code: string, status: number): Answer {
  return {
    status,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${code}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  };
}
