import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Watchdog } from '../../client/src/watchdog.ts';

/** A server that answers pings or not, and what the watchdog did about it. */
interface World {
  readonly watchdog: Watchdog;
  answers: boolean;
  pings: number;
  hung: number;
}

function watched(): World {
  const world: World = {
    answers: true,
    pings: 0,
    hung: 0,
    watchdog: new Watchdog(
      () => {
        world.pings++;
        return world.answers ? Promise.resolve() : new Promise(() => undefined);
      },
      () => {
        world.hung++;
      },
    ),
  };
  return world;
}

async function pass(seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) {
    mock.timers.tick(1000);
    await Promise.resolve();
    await Promise.resolve();
  }
}

const never = new Promise<void>(() => undefined);

describe('the watch over the server', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  it('asks nothing while no answer is due', async () => {
    const world = watched();
    await world.watchdog.watch(Promise.resolve());
    await pass(120);
    assert.equal(world.pings, 0);
  });

  it('lets work take as long as it takes when the server answers in between', async () => {
    const world = watched();
    void world.watchdog.watch(never);
    await pass(300);
    assert.deepEqual([world.pings, world.hung], [30, 0]);
  });

  it('tells once when nothing was answered for three questions, and watches again after that', async () => {
    const world = watched();
    void world.watchdog.watch(never);
    world.answers = false;
    await pass(39);
    assert.equal(world.hung, 0);
    await pass(60);
    assert.deepEqual([world.pings, world.hung], [3, 1]);
    void world.watchdog.watch(never);
    await pass(40);
    assert.equal(world.hung, 2);
  });

  it('takes any answer for a sign of life', async () => {
    const world = watched();
    void world.watchdog.watch(never);
    world.answers = false;
    for (let i = 0; i < 5; i++) {
      await pass(30);
      await world.watchdog.watch(Promise.resolve());
    }
    assert.equal(world.hung, 0);
  });

  it('takes an error for one too', async () => {
    const world = watched();
    await assert.rejects(world.watchdog.watch(Promise.reject(new Error('no'))));
    await pass(60);
    assert.equal(world.pings, 0);
  });
});
