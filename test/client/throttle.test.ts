import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Throttle } from '../../client/src/explain/throttle.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('work that is asked for while somebody types', () => {
  let begun: number;
  let finish: () => void;
  let throttle: Throttle;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    begun = 0;
    throttle = new Throttle(() => {
      begun++;
      return new Promise((resolve) => (finish = resolve));
    }, 200);
  });
  afterEach(() => {
    throttle.stop();
    mock.timers.reset();
  });

  async function pass(milliseconds: number): Promise<void> {
    mock.timers.tick(milliseconds);
    await settled();
  }

  async function finishes(): Promise<void> {
    finish();
    await settled();
  }

  it('is done at once the first time', () => {
    throttle.ask();
    assert.equal(begun, 1);
  });

  it('is done once more at the end, however often it is asked for', async () => {
    throttle.ask();
    await finishes();
    for (let key = 0; key < 10; key++) throttle.ask();
    await pass(199);
    assert.equal(begun, 1);
    await pass(1);
    assert.equal(begun, 2);
    await finishes();
    await pass(1000);
    assert.equal(begun, 2);
  });

  it('is never begun while it goes on, however long that takes', async () => {
    throttle.ask();
    throttle.ask();
    await pass(5000);
    assert.equal(begun, 1);
    await finishes();
    assert.equal(begun, 2);
  });

  it('is done at once again after a rest', async () => {
    throttle.ask();
    await finishes();
    await pass(200);
    throttle.ask();
    assert.equal(begun, 2);
  });

  it('is not done after the stop, and is after the next question', async () => {
    throttle.ask();
    await finishes();
    throttle.ask();
    throttle.stop();
    await pass(1000);
    assert.equal(begun, 1);
    throttle.ask();
    assert.equal(begun, 2);
  });
});
