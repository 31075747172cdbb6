import type { HostAdapter } from '../host.ts';
import { templateMentions } from '../templateMentions.ts';
import { extract } from './extract.ts';
import { locate } from './locate.ts';
import { rendererAt } from '../jsonText/render.ts';
import type { JsonTextPolicy } from '../jsonText/policy.ts';
import { opensAfter } from '../jsonText/unasked.ts';
import { write } from '../jsonText/write.ts';

/** Trust policies in JSON documents. */
export const jsonHost: HostAdapter = {
  id: 'json',
  extract,
  mentions: ({ text }, { policies }) => templateMentions(text, policies),
  locate,
  rendererAt,
  opensAfter,
  writes: true,
  write: ({ text }, { problems }, policy: JsonTextPolicy, edits) => write(text, policy, problems, edits),
};
