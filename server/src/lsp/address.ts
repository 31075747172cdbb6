/**
 * One way to write the address of a file of this machine, as VS Code writes it: clients and systems write `@`, blanks and drives in
 * ways of their own. Other addresses only ever come from the client, and are left as they are.
 */
export function canonical(uri: string): string {
  if (PLAIN.test(uri) || !uri.startsWith('file://')) return uri;
  const slash = uri.indexOf('/', 'file://'.length);
  if (slash < 0) return uri;
  try {
    const path = uri.slice(slash).split('/').map(decodeURIComponent);
    const [first = ''] = path.splice(1, 1);
    const drive = /^[A-Z]:$/.test(first) ? first.toLowerCase() : first;
    return uri.slice(0, slash) + [...path.slice(0, 1), drive, ...path.slice(1)].map(encoded).join('/');
  } catch {
    return uri; // no escape sequence, or half a character: nobody else can name it in another way
  }
}

/** Nearly every address: written the same by all. */
const PLAIN = /^file:\/\/\/[\w.~/-]*$/;

function encoded(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The address of a file by its path from the folder of another one; undefined where it leads out of all folders. */
export function addressBeside(uri: string, path: string): string | undefined {
  const root = /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?\//i.exec(uri)?.[0];
  if (root === undefined || path === '') return undefined;
  const folders = path.startsWith('/') ? [] : uri.slice(root.length).split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') folders.push(encoded(segment));
    else if (folders.pop() === undefined) return undefined;
  }
  return root + folders.join('/');
}
