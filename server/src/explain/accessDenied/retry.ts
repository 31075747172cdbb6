import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import { KEYS } from '../../iam/vocabulary.ts';
import type { Condition } from '../../policy/model.ts';

/** Options of `aws sts assume-role` that send what conditions require, with places for values that the policy leaves open. */
export function requiredOptions(conditions: readonly Condition[], caller: string | undefined): readonly string[] {
  const options = conditions.filter(requires).flatMap((condition) => {
    const key = condition.key.value.toLowerCase();
    if (isMfa(condition)) return caller !== undefined && isRoleSession(caller) ? [] : MFA;
    const tag = key.startsWith(TAG) ? condition.key.value.slice(TAG.length) : undefined;
    if (tag !== undefined) return PLAIN.test(tag) ? [`--tags Key=${tag},Value=${valueOf(condition) ?? '<VALUE>'}`] : [];
    const option = OPTIONS.get(key);
    return option ? [`${option.name}=${valueOf(condition) ?? option.place}`] : [];
  });
  return [...new Set(options)];
}

const OPTIONS: ReadonlyMap<string, { readonly name: string; readonly place: string }> = new Map([
  ['sts:externalid', { name: '--external-id', place: '<EXTERNAL_ID>' }],
  ['sts:rolesessionname', { name: '--role-session-name', place: '<SESSION_NAME>' }],
  ['sts:sourceidentity', { name: '--source-identity', place: '<SOURCE_IDENTITY>' }],
]);

const MFA = ['--serial-number=<MFA_DEVICE_ARN>', '--token-code=<CODE>'];

const TAG = 'aws:requesttag/';

/** Whether a test is passed by sending something. */
function requires({ operator, values }: Condition): boolean {
  if (!operator || operator.negated) return false;
  const wanted = values.map(({ text }) => text?.value);
  if (operator.family === 'Null') return wanted.includes('false');
  return operator.family !== 'Bool' || wanted.includes('true');
}

export function isMfa({ key }: Condition): boolean {
  return MFA_KEYS.includes(key.value.toLowerCase());
}

const MFA_KEYS: readonly string[] = [KEYS.mfaPresent, KEYS.mfaAge].map((key) => key.toLowerCase());

/** Its credentials never tell of MFA. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html */
export function isRoleSession(caller: string): boolean {
  return parseAwsPrincipal({ value: caller, holes: [] }).kind === 'session';
}

/** The one value that passes, where a shell and the CLI take it as it is. */
function valueOf({ operator, values }: Condition): string | undefined {
  const [text] = values.flatMap(({ text }) => text ?? []);
  const literal = operator?.family === 'String' && text && !text.holes.length && PLAIN.test(text.value);
  return literal ? text.value : undefined;
}

/** No wildcard, no variable, nothing that a shell reads, no address. */
const PLAIN = /^(?!(?:fileb?|https?):)[\w+=,.@:/-]+$/;
