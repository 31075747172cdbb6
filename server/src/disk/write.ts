import { randomUUID } from 'node:crypto';
import { access, chown, constants, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import * as path from 'node:path';
import { isRefused } from '../files.ts';
import { readBytes, systemCode } from './read.ts';

/**
 * Puts a text in place of another one, at once or not at all: it is written beside the file, which is then replaced. Its mode and owner
 * stay, and a link still leads to it. A file that no longer holds the text that was read is left alone.
 * @returns why it was not written, to go behind its name
 */
export async function replaceText(file: string, before: string, after: string): Promise<string | undefined> {
  let written: string | undefined;
  try {
    const target = await realpath(file);
    await access(target, constants.W_OK);
    const { mode, uid, gid } = await stat(target);
    const beside = path.join(path.dirname(target), `.${path.basename(target).slice(0, 100)}.${randomUUID()}.tmp`);
    const handle = await open(beside, 'wx', mode & 0o777);
    written = beside;
    try {
      await handle.writeFile(after, 'utf8');
      await handle.chmod(mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Only who may give files away can keep the owner; the group of who else writes is the one that new files get.
    if (process.getuid?.() === 0) await chown(beside, uid, gid);
    const now = await readBytes(target, Infinity);
    if (now === undefined || isRefused(now) || !now.equals(Buffer.from(before, 'utf8')))
      return 'changed while it was being fixed, so it was left as it is';
    await rename(beside, target);
    written = undefined;
    return undefined;
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    return `can't be written: ${code === 'EACCES' || code === 'EPERM' ? 'permission denied' : code}`;
  } finally {
    if (written !== undefined) await unlink(written).catch(() => undefined);
  }
}
