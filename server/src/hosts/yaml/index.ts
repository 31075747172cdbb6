import type { HostAdapter } from '../host.ts';
import { JsonTextPolicy } from '../jsonText/policy.ts';
import { write as writeJson } from '../jsonText/write.ts';
import { extract } from './extract.ts';
import { YamlPolicy } from './policy.ts';
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
  write: ({ text }, { problems }, policy, edits) => {
    if (policy instanceof JsonTextPolicy) return writeJson(text, policy, problems, edits);
    return policy instanceof YamlPolicy ? write(policy, edits) : undefined;
  },
};
