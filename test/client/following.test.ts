import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Following } from '../../client/src/explain/following.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what the panel asks while somebody types', () => {
  let text: string;
  let isSeen: boolean;
  let asked: string[];
  let fails: boolean;
  let following: Following;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    text = '';
    isSeen = true;
    asked = [];
    fails = false;
    following = new Following(
      {
        state: () => text,
        isSeen: () => isSeen,
        make: () => {
          asked.push(text);
          if (fails) return Promise.reject(new Error('typed in meanwhile'));
          following.made(text);
          return Promise.resolve();
        },
      },
      200,
    );
  });
  afterEach(() => {
    following.hidden();
    mock.timers.reset();
  });

  async function type(keys: string, milliseconds: number): Promise<void> {
    for (let i = 0; i < keys.length; i++) {
      text += keys.charAt(i);
      following.changed();
      await settled();
      mock.timers.tick(milliseconds);
      await settled();
    }
  }

  it('is asked for the first key, every 200 ms from then on, and for the last', async () => {
    await type('abcdefghij', 50);
    mock.timers.tick(200);
    await settled();
    assert.deepEqual(asked, ['a', 'abcd', 'abcdefgh', 'abcdefghij']);
  });

  it('is nothing where nothing changed', async () => {
    await type('a', 1000);
    following.changed();
    await settled();
    assert.deepEqual(asked, ['a']);
  });

  it('is nothing while the panel is hidden, not even what waits already, and all of it when it is seen again', async () => {
    await type('ab', 50);
    isSeen = false;
    following.hidden();
    await type('cd', 1000);
    assert.deepEqual(asked, ['a']);
    isSeen = true;
    following.changed();
    await settled();
    assert.deepEqual(asked, ['a', 'abcd']);
  });

  it('is asked again with the next change after an error', async () => {
    fails = true;
    await type('a', 1000);
    fails = false;
    following.changed();
    await settled();
    assert.deepEqual(asked, ['a', 'a']);
  });
});
