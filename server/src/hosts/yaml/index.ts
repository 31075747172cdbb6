import type { HostAdapter } from '../host.ts';
import { extract } from './extract.ts';

/** Trust policies in YAML, as far as they are read: nothing is written yet. */
export const yamlHost: HostAdapter = {
  id: 'yaml',
  extract,
  locate: () => undefined,
  rendererAt: () => {
    throw new Error('A YAML file has no cursors yet');
  },
  opensAfter: () => false,
  writes: false,
  write: () => undefined,
};
