import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from './context.ts';

/** How many errors a text has. */
export function errorsIn(text: string): number {
  const { findings } = finish(check(new PolicyDocument(text, true), testContext()));
  return findings.filter((f) => f.level === 'error').length;
}

/** How many keys of a JSON text stand twice in their objects; condition keys are compared without case. */
export function repeatedIn(text: string): number {
  const open: Set<string>[] = [];
  let repeated = 0;
  for (const [token, key] of text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (key !== undefined) {
      const keys = open.at(-1);
      const name = /^(?!For).*:/.test(key) ? key.toLowerCase() : key;
      if (keys?.has(name)) repeated++;
      keys?.add(name);
    }
  }
  return repeated;
}
