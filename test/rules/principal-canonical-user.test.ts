import { ruleTest } from '../support/ruleTest.ts';

ruleTest('principal-canonical-user', {
  clean: ['"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"'],
  flagged: [
    {
      policy: '"Effect": "Allow", "Principal": {«"CanonicalUser"»: "79a59df900b949e5"}, "Action": "sts:AssumeRole"',
      says: ['canonical'],
      fixed: null,
    },
  ],
});
