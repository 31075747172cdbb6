import type { HostAdapter } from '../host.ts';
import { extract } from './extract.ts';
import { locate } from './locate.ts';
import { render } from './render.ts';
import { write } from './write.ts';

/** Trust policies in JSON documents. */
export const jsonHost: HostAdapter = {
  extract,
  locate,
  render,
  write: (document, extraction, policy, edits) => write(document.text, policy, extraction.problems, edits),
};
