export const GITHUB = 'token.actions.githubusercontent.com';
export const OIDC = `{"Federated": "arn:aws:iam::111122223333:oidc-provider/${GITHUB}"}`;
export const SAML = '{"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}';
export const ACCOUNT = '{"AWS": "arn:aws:iam::111122223333:root"}';

/** A policy of one Allow, in JSON; the action fits the principal where none is given. */
export function policy(principal: string, condition: string, action = actionOf(principal)): string {
  const block = condition === '' ? '' : `, "Condition": ${condition}`;
  return `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": ${principal}, "Action": ${action}${block}}]}`;
}

function actionOf(principal: string): string {
  if (principal === SAML) return '["sts:AssumeRoleWithSAML", "sts:TagSession"]';
  return principal === OIDC
    ? '["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]'
    : '["sts:AssumeRole", "sts:TagSession"]';
}
