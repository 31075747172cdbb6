import { hasWildcard } from '../iam/wildcards.ts';
import type { TabStop } from '../tree/template.ts';
import type { Guard, ValueOffer } from './guard.ts';

/** Paths of organizational units: what lies below one, or the one path where the operator has no wildcards. */
export const unitPaths: NonNullable<Guard['value']['offer']> = ({ organizations, seen }, operator) => {
  const [organization = '<ORG_ID>'] = [...organizations, ...seen.organizations];
  const end = operator && !operator.wildcards ? '' : '*';
  const at = (stop: number, text: string): TabStop => ({ stop, text });
  const unit: ValueOffer = {
    value: {
      parts: [at(1, organization), '/', at(2, '<ROOT_ID>'), '/', at(3, '<OU_ID>'), `/${end}`],
    },
    detail: end === '' ? 'Accounts directly in one OU' : 'Accounts in one OU and in OUs below it',
  };
  const whole: ValueOffer = { value: { parts: [at(1, organization), '/*'] }, detail: 'Accounts in the organization' };
  return hasWildcard(end) ? [unit, whole] : [unit];
};
