import assert from 'node:assert/strict';
import { readError } from '../../server/src/explain/accessDenied/reading/read.ts';
import { check, explainAccessDenied, finish, PolicyDocument } from '../../server/src/service.ts';
import { statement } from '../support/awsErrors.ts';
import { testContext } from '../support/context.ts';
import { policyOf } from '../support/deciding.ts';

const context = testContext();
const USER = 'arn:aws:iam::111122223333:user/ada';
const ROLE = 'arn:aws:iam::444455556666:role/target';

/** What is said of an error with a policy open: the summary, then each cause, a sure one with `!` before it. */
function saidOf(pasted: string, ...statements: readonly object[]): readonly string[] {
  const policyDocument = new PolicyDocument(JSON.stringify(policyOf(...statements)), true);
  const analysis = finish(check(policyDocument, context));
  const answer = explainAccessDenied(pasted, { policyDocument, analysis, offset: 0 }, context);
  return answer ? [answer.summary, ...answer.causes.map(({ sure, text }) => `${sure ? '!' : '?'} ${text}`)] : [];
}

const service = (...names: readonly string[]): object => statement({ Service: names.map((n) => `${n}.amazonaws.com`) });

/** Who calls which role, as far as a text says. */
function named(
  pasted: string,
): readonly [kind?: string | undefined, caller?: string | undefined, role?: string | undefined] {
  const reading = readError(pasted);
  if (reading?.kind !== 'denied') return [reading?.kind, undefined];
  const { caller, role } = reading;
  return [reading.kind, caller && 'arn' in caller ? caller.arn : undefined, role?.arn ?? role?.name];
}

describe('errors in other wordings', () => {
  it('reads characters by their numbers, and the text of an address', () => {
    const plain = `User: ${USER} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;
    const byNumber = (base: 10 | 16): string =>
      plain.replace(/[/:]/g, (c) => `&#${base === 16 ? 'x' : ''}${c.charCodeAt(0).toString(base)};`);
    for (const pasted of [
      plain.replaceAll('/', '&#x2F;'),
      plain.replaceAll('/', '&#47;'),
      byNumber(10),
      byNumber(16),
      encodeURIComponent(plain),
      `https://console.example/?error=${encodeURIComponent(plain).replaceAll('%20', '+')}`,
      `${encodeURIComponent(plain)}%E3`, // cut off within a character
    ])
      assert.deepEqual(named(pasted), ['denied', USER, ROLE], pasted);
    assert.deepEqual(named(`&#0;${plain} &unknown; 100%`), ['denied', USER, ROLE]);
  });

  it('reads what translated logs and consoles say between the ARNs', () => {
    for (const pasted of [
      `Benutzer: ${USER} ist nicht berechtigt, Folgendes auszuführen: sts:AssumeRole auf Ressource: ${ROLE}`,
      `Utilisateur : ${USER} n’est pas autorisé à exécuter : sts:AssumeRole sur la ressource : ${ROLE}`,
      `Usuario: ${USER} no está autorizado para realizar: sts:AssumeRole en el recurso: ${ROLE}`,
      `Usuário: ${USER} não está autorizado a executar: sts:AssumeRole no recurso: ${ROLE}`,
      `Utente: ${USER} non è autorizzato a eseguire: sts:AssumeRole sulla risorsa: ${ROLE}`,
      `ユーザー ${USER} には、リソース ${ROLE} に対して sts:AssumeRole を実行する権限がありません`,
      `用户：${USER} 无权对资源 ${ROLE} 执行 sts:AssumeRole`,
      `사용자: ${USER}에게 다음 리소스에서 sts:AssumeRole을 수행할 권한이 없습니다: ${ROLE}`,
    ])
      assert.deepEqual(named(pasted), ['denied', USER, ROLE], pasted);
    assert.equal(readError('Sie sind nicht berechtigt, diese Seite zu sehen.'), undefined);
  });

  it('takes no word of the next message for the name of a role', () => {
    const log = { message: 'failed to assume role', error: 'WebIdentityErr: failed to retrieve credentials' };
    assert.deepEqual(named(JSON.stringify(log)), ['denied', undefined, undefined]);
    assert.deepEqual(named('failed to assume role Deploy_1: AccessDenied'), ['denied', undefined, 'Deploy_1']);
  });

  it('cuts off what SDKs add, in either case', () => {
    for (const added of ['(Service: AWSSecurityTokenService; Status Code: 400)', '(service: AWSSecurityTokenService)'])
      assert.equal(
        saidOf(`Response signature invalid ${added}`, service('ec2'))[0],
        'AWS says: Response signature invalid',
      );
  });

  it('leaves the trust policy alone where a session policy, a parameter or a certificate is wrong', () => {
    const failed = (code: string, operation: string, message: string): string =>
      `An error occurred (${code}) when calling the ${operation} operation: ${message}`;
    for (const [pasted, cause] of [
      [failed('MalformedPolicyDocument', 'AssumeRole', 'Syntax errors in policy.'), 'session policy'],
      [failed('MalformedPolicyDocument', 'AssumeRoleWithSAML', 'invalid Json'), 'session policy'],
      [failed('MalformedPolicyDocument', 'GetFederationToken', 'contains invalid Json'), 'session policy'],
      [
        'operation error STS: AssumeRole, https response error StatusCode: 400, MalformedPolicyDocument: Syntax errors in policy.',
        'session policy',
      ],
      [failed('ValidationError', 'AssumeRole', 'target is invalid'), "isn't the ARN of a role"],
      ['Invalid length for parameter RoleArn, value: 6, valid min length: 20', "isn't the ARN of a role"],
      ['AccessDeniedException: Untrusted certificate. Insufficient certificate', "doesn't accept the certificate"],
    ] as const) {
      const [, ...causes] = saidOf(pasted, service('rolesanywhere'));
      assert.equal(causes.length, 1, `${pasted}\n${causes.join('\n')}`);
      assert.ok(causes[0]?.startsWith('!') && causes[0].includes(cause), `${pasted}\n${causes.join('\n')}`);
    }
    for (const operation of ['CreateRole', 'UpdateAssumeRolePolicy']) {
      const [summary] = saidOf(failed('MalformedPolicyDocument', operation, 'Syntax errors in policy.'), service('x'));
      assert.equal(summary, 'IAM rejected the policy: Syntax errors in policy.');
    }
  });

  it('says nothing of sts:AssumeRole where another action was denied', () => {
    const session = 'arn:aws:sts::111122223333:assumed-role/ci/x';
    assert.deepEqual(saidOf(`Access denied: ${session} cannot call s3:ListBucket`, service('ec2')), [
      "AccessDenied for s3:ListBucket isn't caused by a trust policy.",
    ]);
    const [summary = ''] = saidOf(`Access denied: unable to assume ${ROLE} for s3:ListBucket`, service('ec2'));
    assert.match(summary, /^AWS denied sts:AssumeRole/);
  });

  it('asks for the companions that a service names together with sts:AssumeRole', () => {
    const eks = (actions: string): readonly string[] =>
      saidOf(`The trust policy of role ${ROLE} must allow ${actions} for eks.amazonaws.com`, service('eks'));
    for (const both of ['sts:AssumeRole and sts:TagSession', 'sts:TagSession, sts:AssumeRole'])
      assert.deepEqual(
        eks(both).slice(1),
        ["! The statement that trusts the caller doesn't allow sts:TagSession. Add it to Action."],
        both,
      );
    assert.match(eks('sts:AssumeRole')[1] ?? '', /^\? The trust policy allows eks\.amazonaws\.com/);
  });

  it('says of a caller that nobody names who it has to be', () => {
    const denied = 'An error occurred (AccessDenied) when calling the AssumeRole operation: Access denied';
    for (const [principals, cause] of [
      ['arn:aws:iam::111122223333:root', '? Only if the caller belongs to account 111122223333.'],
      [['111122223333', '444455556666'], '? Only if the caller belongs to account 111122223333 or 444455556666.'],
      [USER, `? Only if ${USER} is the caller.`],
      [['111122223333', ROLE], `? Only if 111122223333 or ${ROLE} is the caller or its account.`],
    ] as const)
      assert.equal(saidOf(denied, statement({ AWS: principals }))[1], cause);
  });

  it('knows services by sentences that do not name them', () => {
    for (const [pasted, principal] of [
      ['Trust policy of the role provided is invalid. Follow the official documentation', 'pods.eks'],
      [
        'Could not deliver test message to specified Kinesis stream. (Service: CloudWatchLogs, Status Code: 400)',
        'logs',
      ],
      ['Amazon S3 was unable to assume the replication role', 's3'],
      [`The DB cluster is unable to assume the IAM role ${ROLE}`, 'rds'],
      [`Unable to assume the IAM role ${ROLE} for Neptune`, 'rds'],
      ['The service role vmimport provided does not have sufficient permissions', 'vmie'],
    ] as const) {
      const [, cause = ''] = saidOf(pasted, service('glue'));
      assert.ok(cause.startsWith(`! The policy doesn't trust ${principal}.amazonaws.com.`), `${pasted}\n${cause}`);
      const [, trusted = ''] = saidOf(pasted, {
        ...service(principal),
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      });
      assert.ok(trusted.startsWith('? The trust policy allows'), `${pasted}\n${trusted}`);
    }
  });
});
