import { loadHost } from '../../server/src/service.ts';

/** What reads each kind of file is there before any test: which file of tests comes first in a process is left to chance. */
export const mochaHooks = {
  async beforeAll(): Promise<void> {
    for (const path of ['main.tf', 'template.yml']) await loadHost({ languageId: undefined, path, text: '' });
  },
};
