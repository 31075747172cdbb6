import { repository, version } from '../../../package.json';
import { SYSTEM_CLOCK } from './clock.ts';
import type { ServerOptions } from './session.ts';

/** What is the same wherever the server runs; the manifest says of this build. */
export const OPTIONS: Pick<ServerOptions, 'version' | 'clock' | 'pageOf'> = {
  version,
  clock: SYSTEM_CLOCK,
  pageOf: (ruleId) => `${repository.url}/blob/main/docs/rules/${ruleId}.md`,
};
