import type { Fix } from '../findings.ts';
import { sidsOf } from '../policy/sid.ts';
import { textOf } from '../policy/policyText.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'sid-invalid',
    title: 'A Sid with characters that IAM does not take',
    level: 'warning',
    messages: { characters: 'IAM takes letters A–Z, a–z and digits in a Sid; here stands {{character}} too.' },
  },
  docs: {
    why: 'IAM takes letters A–Z, a–z and digits in a statement’s id.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html'],
    accessAnalyzer: ['UNSUPPORTED_SID'],
    examples: {
      bad: [
        '"Sid": "let-ec2-in", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
      ],
      good: [
        '"Sid": "LetEc2In", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"',
      ],
    },
  },
  create: (context) => ({
    statement({ elements, policy }) {
      const sid = elements.get('Sid')?.value;
      if (sid?.kind !== 'string' || textOf(sid).holes.length) return;
      const at = sid.value.search(/[^A-Za-z0-9]/);
      if (at < 0) return;
      const character = String.fromCodePoint(sid.value.codePointAt(at) ?? 0);
      const stripped = sid.value.replace(/[^A-Za-z0-9]/g, '');
      const strip: Fix = {
        kind: 'tree',
        title: `Change to ${stripped}`,
        safety: 'safe',
        edits: () => [{ op: 'replace', target: sid, value: stripped }],
      };
      context.report({
        at: sid.span,
        messageId: 'characters',
        data: { character: character === ' ' ? 'a space' : character },
        fixes: () => (stripped === '' || sidsOf(policy).has(stripped) ? [] : [strip]),
      });
    },
  }),
});
