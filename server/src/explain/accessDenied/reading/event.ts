import { asText, isRecord, memberOf, recordIn, textIn, textsIn, type Given } from '../../../evaluate/reading.ts';
import type { CallOrigin } from '../../../evaluate/request.ts';
import { isAccountId } from '../../../iam/account.ts';
import { oidcIssuerOf } from '../../../iam/arn.ts';
import { parseIpRange } from '../../../iam/ip.ts';
import { KEYS } from '../../../iam/vocabulary.ts';
import { roleOfArn } from './arns.ts';
import type { SaidCall, SaidCaller, SaidRole } from './reading.ts';

/** What an event of CloudTrail says of a call. Every field may be missing. */
export interface EventSaid {
  readonly name: string;
  readonly source: string;
  readonly code: string | undefined;
  readonly message: string;
  readonly caller: SaidCaller | undefined;
  readonly role: SaidRole | undefined;
  readonly call: SaidCall;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export function readEvent(event: Given): EventSaid {
  const parameters = memberOf(event, 'requestParameters');
  const given = isRecord(parameters) ? parameters : undefined;
  return {
    name: textIn(event, 'eventName') ?? '',
    source: textIn(event, 'eventSource') ?? '',
    code: textIn(event, 'errorCode'),
    message: textIn(event, 'errorMessage') ?? '',
    caller: callerOf(recordIn(event, 'userIdentity'), given),
    role: roleOf(event, given),
    call: {
      ...(given ? parametersOf(given, recordIn(event, 'userIdentity')) : {}),
      from: originOf(event),
    },
  };
}

function callerOf(identity: Given, given: Given | undefined): SaidCaller | undefined {
  const text = (name: string): string | undefined => textIn(identity, name);
  const arn = text('arn');
  switch (text('type')) {
    case 'AWSService':
      return ofService(text('invokedBy'));
    case 'AWSAccount': {
      const account = text('accountId');
      return account !== undefined && isAccountId(account) ? { kind: 'account', account } : undefined;
    }
    case 'WebIdentityUser':
      return ofToken(text('identityProvider'), text('userName'), text('principalId'));
    case 'SAMLUser': {
      const provider = [given && textIn(given, 'principalArn'), text('identityProvider')].find((p) =>
        p?.startsWith('arn:'),
      );
      return { kind: 'saml', provider, user: text('userName') };
    }
    default: {
      if (arn === undefined) return ofService(text('invokedBy'));
      const context = recordIn(identity, 'sessionContext');
      const issuer = recordIn(context, 'sessionIssuer');
      const isRole = textIn(issuer, 'type') === 'Role';
      return {
        kind: 'principal',
        arn,
        role: isRole ? textIn(issuer, 'arn') : undefined,
        id: isRole ? textIn(issuer, 'principalId') : text('principalId'),
        sourceIdentity: textIn(context, 'sourceIdentity'),
      };
    }
  }
}

function ofService(name: string | undefined): SaidCaller | undefined {
  if (name === undefined || !name.includes('.')) return undefined;
  return { kind: 'service', name, principals: [name], all: false };
}

/** The subject is `userName`; the ID of the principal is `PROVIDER:AUDIENCE:SUBJECT`. */
function ofToken(named: string | undefined, subject: string | undefined, id = ''): SaidCaller {
  const isArn = named?.startsWith('arn:') ?? false;
  const audience =
    named !== undefined && subject !== undefined && id.startsWith(`${named}:`) && id.endsWith(`:${subject}`)
      ? id.slice(named.length + 1, -subject.length - 1)
      : '';
  return {
    kind: 'oidc',
    provider: isArn ? named : undefined,
    issuer: named === undefined ? undefined : isArn ? oidcIssuerOf({ value: named, holes: [] })?.value : named,
    claims: { ...(subject === undefined ? {} : { sub: subject }), ...(audience === '' ? {} : { aud: audience }) },
  };
}

function roleOf(event: Given, given: Given | undefined): SaidRole | undefined {
  const arn = given && textIn(given, 'roleArn');
  const asked = arn === undefined ? undefined : roleOfArn(arn);
  if (asked) return asked;
  const resources = memberOf(event, 'resources');
  for (const resource of Array.isArray(resources) ? resources : []) {
    const found = isRecord(resource) ? roleOfArn(textIn(resource, 'ARN') ?? '') : undefined;
    if (found) return found;
  }
  const name = given && textIn(given, 'roleName');
  return name === undefined ? undefined : { arn: undefined, name };
}

/** What the call passed; where it lists parameters, it passed nothing else. */
function parametersOf(given: Given, identity: Given): SaidCall {
  const session = textIn(given, 'roleSessionName');
  const identityPassed = textIn(given, 'sourceIdentity');
  const externalId = textIn(given, 'externalId');
  const tags = tagsOf(memberOf(given, 'tags'));
  const transitive = textsIn(given, 'transitiveTagKeys');
  const attributes = recordIn(recordIn(identity, 'sessionContext'), 'attributes');
  const authenticated = textIn(attributes, 'mfaAuthenticated');
  const mfa = textIn(given, 'serialNumber') === undefined ? authenticated && authenticated === 'true' : true;
  const isUser = textIn(identity, 'type') === 'IAMUser';
  const absent = [
    ...(externalId === undefined ? [KEYS.externalId] : []),
    ...(identityPassed === undefined ? [KEYS.stsSourceIdentity] : []),
    ...(tags ? [] : [KEYS.tagKeys]),
    ...(transitive ? [] : [KEYS.transitiveTagKeys]),
  ];
  return {
    with: {
      ...(session === undefined ? {} : { sessionName: session }),
      ...(externalId === undefined ? {} : { externalId }),
      ...(identityPassed === undefined ? {} : { sourceIdentity: identityPassed }),
      ...(tags ? { tags } : {}),
      ...(transitive ? { transitiveTags: transitive } : {}),
      ...(isUser && typeof mfa === 'boolean' ? { mfa } : {}),
    },
    context: Object.fromEntries(absent.map((key) => [key, null])),
  };
}

function tagsOf(tags: unknown): Readonly<Record<string, string>> | undefined {
  if (!Array.isArray(tags) || !tags.length) return undefined;
  return Object.fromEntries(
    tags.flatMap((tag) => {
      const key = isRecord(tag) ? textIn(tag, 'key') : undefined;
      return key === undefined ? [] : [[key, (isRecord(tag) && asText(memberOf(tag, 'value'))) || '']];
    }),
  );
}

function originOf(event: Given): CallOrigin {
  const text = (name: string): string | undefined => textIn(event, name);
  const address = text('sourceIPAddress') ?? '';
  const endpoint = text('vpcEndpointId');
  const isAddress = parseIpRange(address) !== undefined;
  const region = text('awsRegion');
  const time = text('eventTime');
  const agent = text('userAgent');
  return {
    ...(endpoint === undefined ? (isAddress ? { ip: address } : {}) : { vpce: endpoint }),
    ...(region === undefined ? {} : { region }),
    ...(time === undefined ? {} : { time }),
    ...(agent === undefined ? {} : { userAgent: agent }),
  };
}
