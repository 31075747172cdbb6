import assert from 'node:assert/strict';
import { Alarm } from '../../server/src/lsp/clock.ts';
import { HandClock } from '../support/inProcess.ts';

describe('an alarm', () => {
  const at = (time: string): number => Date.parse(`2026-${time}Z`);
  const set = (...instants: readonly number[]): { clock: HandClock; rings: () => number; alarm: Alarm } => {
    const clock = new HandClock();
    let rang = 0;
    const alarm = new Alarm(clock, () => rang++);
    for (const instant of instants) alarm.set(instant);
    return { clock, rings: () => rang, alarm };
  };

  it('rings once when the earliest instant is over', () => {
    const { clock, rings, alarm } = set(at('12-01T10:00'), at('12-01T08:00'), Infinity, at('12-01T09:00'));
    clock.set('2026-12-01T08:00:00Z');
    assert.equal(rings(), 0);
    clock.set('2026-12-01T08:00:00.001Z');
    assert.equal(rings(), 1);
    clock.set('2026-12-01T11:00Z');
    assert.equal(rings(), 1);
    alarm.set(at('12-01T12:00'));
    clock.set('2026-12-01T13:00Z');
    assert.equal(rings(), 2);
  });

  it('waits longer than a timer can', () => {
    const { clock, rings } = set(Date.parse('2027-12-31T00:00Z'));
    for (let month = 1; month <= 12; month++) {
      clock.set(`2027-${String(month).padStart(2, '0')}-01T00:00Z`);
      assert.equal(rings(), 0);
    }
    clock.set('2027-12-31T00:00:01Z');
    assert.equal(rings(), 1);
  });
});
