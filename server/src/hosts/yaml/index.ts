import type { HostAdapter } from '../host.ts';
import { JsonTextPolicy } from '../jsonText/policy.ts';
import { write as writeJson } from '../jsonText/write.ts';
import { locate } from './cursor/locate.ts';
import { opensAfter } from './cursor/opensAfter.ts';
import { rendererAt } from './cursor/render.ts';
import { conversionsOf } from './convert/index.ts';
import { extract } from './extract.ts';
import { insertionsAt } from './insert/index.ts';
import { YamlPolicy } from './policy.ts';
import { isOurs, rolesWith } from './write/sharing.ts';
import { substitutedText } from './write/substitutedText.ts';
import { write } from './write/write.ts';

/** Trust policies in YAML: read, completed and changed. */
export const yamlHost: HostAdapter = {
  id: 'yaml',
  extract,
  locate,
  rendererAt,
  opensAfter,
  writes: true,
  write: ({ text }, { policies, problems }, policy, edits) => {
    if (policy instanceof YamlPolicy) return write(text, policies, policy, edits);
    if (!(policy instanceof JsonTextPolicy) || !isOurs(text, policies, policy)) return undefined;
    return edits.every(({ op }) => op === 'substitute')
      ? substitutedText(text, policy)
      : writeJson(text, policy, problems, edits);
  },
  conversions: conversionsOf,
  insertions: insertionsAt,
  rolesWith: ({ text }, { policies }, edits) => rolesWith(text, policies, edits),
};
