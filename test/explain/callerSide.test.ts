import assert from 'node:assert/strict';
import { callerSideOf } from '../../server/src/explain/callerSide.ts';
import { allow, AWAY, compiled, deny, HOME, policyOf, ROLE, SESSION, USER } from '../support/deciding.ts';

const notesFor = (principal: object, role?: string): readonly string[] =>
  callerSideOf(compiled(policyOf(allow({ Principal: principal }), deny({ Principal: { AWS: AWAY } }))).policy, role)
    .notes;

describe('what callers need on their side', () => {
  it('is told of each that the policy names, by the account of the role', () => {
    const [granted, needed] = notesFor(
      { AWS: [USER.user, SESSION.role, AWAY, `arn:aws:iam::${AWAY}:role/x`, HOME] },
      ROLE,
    );
    assert.equal(
      granted,
      "User ada and role App need no policy on this role: the trust policy is enough in the role's own account.",
    );
    assert.equal(
      needed,
      `Callers in account ${AWAY}, role x in account ${AWAY} and callers in account ${HOME} need a policy that allows sts:AssumeRole on this role.`,
    );
    assert.match(
      notesFor({ AWS: `arn:aws:sts::${AWAY}:assumed-role/App/s1` }, ROLE)[0] ?? '',
      /^Session s1 of role App in account .* needs a/,
    );
  });

  it('is told of all together where the role is not known, and of everyone', () => {
    for (const notes of [notesFor({ AWS: [USER.user, AWAY] }), notesFor({ AWS: '*' }, ROLE)])
      assert.match(notes[0] ?? '', /^Callers in other accounts/);
  });
});
