import type { Fix } from '../findings.ts';
import { sidsOf } from '../policy/sid.ts';
import { textOf } from '../policy/policyText.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'sid-invalid',
    title: 'Sid with invalid characters',
    level: 'warning',
    messages: { characters: 'Sid may contain only letters and digits (found {{character}}).' },
  },
  docs: {
    why: 'A Sid may contain only the letters A–Z and a–z and digits.',
    howToFix: 'Use letters and digits only, for example DeployFromCi.',
    whenToIgnore: 'Rarely: AWS only documents letters and digits.',
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
        title: `Replace with "${stripped}"`,
        safety: 'safe',
        edits: () => [{ op: 'replace', target: sid, value: stripped }],
      };
      context.report({
        at: sid.span,
        messageId: 'characters',
        data: { character: character === ' ' ? 'a space' : `"${character}"` },
        fixes: () => (stripped === '' || sidsOf(policy).has(stripped) ? [] : [strip]),
      });
    },
  }),
});
