import { repository, version } from '../../../package.json';

/** What the manifest says of this build. */
export const OPTIONS: { readonly version: string; readonly pageOf: (ruleId: string) => string } = {
  version,
  pageOf: (ruleId) => `${repository.url}/blob/main/docs/rules/${ruleId}.md`,
};
