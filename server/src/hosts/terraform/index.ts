import type { HostAdapter } from '../host.ts';
import { JsonTextPolicy } from '../jsonText/policy.ts';
import { write as writeJson } from '../jsonText/write.ts';
import { conversionsOf } from './convert/index.ts';
import { extract } from './extract.ts';
import { isModuleFacts, moduleFacts } from './facts.ts';
import { insertionsAt } from './insert/index.ts';
import { locate } from './locate.ts';
import { mentionsIn } from './mentions.ts';
import { opensAfter } from './opensAfter.ts';
import { TerraformPolicy } from './policy.ts';
import { rendererAt } from './render.ts';
import { write } from './write/write.ts';

/** Trust policies in Terraform and OpenTofu: read, completed and changed. */
export const terraformHost: HostAdapter = {
  id: 'terraform',
  extract: ({ path, text, named, beside }) =>
    named === false
      ? { policies: [], problems: [], isPolicy: false, starts: false }
      : extract(path, text, beside.filter(isModuleFacts)),
  facts: ({ path, text }) => moduleFacts(path, text),
  mentions: ({ path, text, beside }, { policies }) =>
    mentionsIn(path, text, beside.filter(isModuleFacts), (span) =>
      policies.some((policy) => policy.kind === 'trust' && policy.covers(span)),
    ),
  locate,
  rendererAt,
  opensAfter,
  writes: true,
  conversions: conversionsOf,
  insertions: insertionsAt,
  write: ({ text }, { problems }, policy, edits) => {
    if (policy instanceof JsonTextPolicy) return writeJson(text, policy, problems, edits);
    return policy instanceof TerraformPolicy ? write(text, policy, edits) : undefined;
  },
};
