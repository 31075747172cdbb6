import assert from 'node:assert/strict';
import { converse, type Place, type Reply, type Sides } from '../../client/src/wizard/conversation.ts';
import type { Answers, PickStep, Step, Wizard } from '../../server/src/protocol.ts';

const PLACE: PickStep = {
  id: 'place',
  kind: 'pick',
  many: false,
  title: 'Where?',
  placeholder: '',
  items: [{ id: 'new', label: 'A new file' }],
};
const text = (id: string): Step => ({ id, kind: 'text', title: id, prompt: '', placeholder: '' });
const WHO: Step = { ...PLACE, id: 'kind', items: [{ id: 'account', label: 'An account' }] };

/** A server that asks who, then an account of four digits, then a name. */
function answerOf(answers: Answers): Wizard {
  const account = answers['account'];
  const wrong = typeof account === 'string' && !/^\d{4}$/.test(account);
  return {
    steps: answers['kind'] === undefined ? [WHO] : [WHO, text('account')],
    outputSteps: [text('name')],
    problems: wrong ? [{ step: 'account', message: `${account} is wrong` }] : [],
    preview: JSON.stringify(answers),
    policy: account === undefined || wrong ? null : `policy of ${String(account)}`,
    outputs: [],
  };
}

type Person = (step: Step, place: Place, check: (text: string) => Promise<string | undefined>) => Promise<Reply>;

interface Told {
  readonly requests: Answers[];
  readonly shown: (string | null)[];
  readonly asked: string[];
}

async function talk(person: Person): Promise<Told & { readonly done: Awaited<ReturnType<typeof converse>> }> {
  const told: Told = { requests: [], shown: [], asked: [] };
  const sides: Sides = {
    wizard: (answers) => {
      told.requests.push(answers);
      return Promise.resolve(answerOf(answers));
    },
    ask: (step, place, check) => {
      told.asked.push(step.id);
      return person(step, place, check);
    },
    show: (preview) => told.shown.push(preview),
  };
  return { ...told, done: await converse(PLACE, sides) };
}

const ANSWERS: Readonly<Record<string, string>> = { kind: 'account', account: '1111', place: 'new', name: 'mine' };
const answer = (step: Step): Reply => ({ answer: ANSWERS[step.id] ?? '' });

describe('the wizard of the client', () => {
  it('asks the server once for each of its questions, and once before the first', async () => {
    const { requests, asked, done } = await talk((step) => Promise.resolve(answer(step)));
    assert.deepEqual(asked, ['kind', 'account', 'place', 'name']);
    assert.equal(requests.length, 4);
    assert.deepEqual(done?.answers, ANSWERS);
    assert.equal(done.wizard.policy, 'policy of 1111');
  });

  it('asks once for each text that is typed, and not again when it is accepted', async () => {
    const typed = ['1', '11', '1111'];
    const { requests, shown } = await talk(async (step, _place, check) => {
      if (step.id === 'account') {
        const found = await Promise.all(typed.map(check));
        assert.deepEqual(found, ['1 is wrong', '11 is wrong', undefined]);
        assert.equal(await check('1111'), undefined); // Enter
      }
      return answer(step);
    });
    assert.equal(requests.length, 4 - 1 + typed.length);
    assert.ok(!shown.some((preview) => preview?.includes('"1"')), 'a preview of a wrong answer');
  });

  it('goes back without asking the server, and knows what was answered', async () => {
    let backs = 0;
    const { requests, asked, done } = await talk((step, { before }) => {
      if (step.id === 'place' && backs++ === 0) return Promise.resolve('back');
      if (step.id === 'account' && backs === 1) assert.equal(before, '1111');
      return Promise.resolve(answer(step));
    });
    assert.deepEqual(asked, ['kind', 'account', 'place', 'account', 'place', 'name']);
    assert.equal(requests.length, 5);
    assert.deepEqual(done?.answers, ANSWERS);
  });

  it('ends where the person leaves', async () => {
    const { requests, done } = await talk((step) => Promise.resolve(step.id === 'account' ? undefined : answer(step)));
    assert.equal(done, undefined);
    assert.equal(requests.length, 2);
  });
});
