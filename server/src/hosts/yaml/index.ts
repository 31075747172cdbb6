import type { HostAdapter } from '../host.ts';
import { JsonTextPolicy } from '../jsonText/policy.ts';
import { write as writeJson } from '../jsonText/write.ts';
import { extract } from './extract.ts';
import { YamlPolicy } from './policy.ts';
import { isOurs, rolesWith } from './write/sharing.ts';
import { write } from './write/write.ts';

/** Trust policies in YAML: read and changed. */
export const yamlHost: HostAdapter = {
  id: 'yaml',
  extract,
  locate: () => undefined,
  rendererAt: () => {
    throw new Error('A YAML file has no cursors yet');
  },
  opensAfter: () => false,
  writes: true,
  write: ({ text }, { policies, problems }, policy, edits) => {
    if (policy instanceof YamlPolicy) return write(policies, policy, edits);
    const isText = policy instanceof JsonTextPolicy && isOurs(text, policies, policy);
    return isText ? writeJson(text, policy, problems, edits) : undefined;
  },
  rolesWith: ({ text }, { policies }, edits) => rolesWith(text, policies, edits),
};
