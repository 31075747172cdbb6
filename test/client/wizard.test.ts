import assert from 'node:assert/strict';
import { converse, type Asked, type Place, type Reply, type Sides } from '../../client/src/wizard/conversation.ts';
import { changedLines } from '../../client/src/wizard/changedLines.ts';
import { itemsFor } from '../../client/src/wizard/items.ts';
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
const WHO: Step = { ...PLACE, id: 'kind', leadsOn: true, items: [{ id: 'account', label: 'An account' }] };

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

type Person = (step: Step, place: Place, asked: Asked) => Promise<Reply>;

interface Told {
  readonly requests: Answers[];
  readonly shown: (string | null)[];
  readonly asked: string[];
  readonly places: Place[];
  readonly looked: Answers[];
}

async function talk(
  person: Person,
  own = PLACE,
  later = Promise.resolve(),
): Promise<Told & { readonly done: Awaited<ReturnType<typeof converse>> }> {
  const told: Told = { requests: [], shown: [], asked: [], places: [], looked: [] };
  const sides: Sides = {
    wizard: (answers) => {
      told.requests.push(answers);
      return Promise.resolve(answerOf(answers));
    },
    preview: (answers) => {
      told.looked.push(answers);
      const preview = `would be ${JSON.stringify(answers)}`;
      return answers['kind'] === 'late' ? later.then(() => preview) : Promise.resolve(preview);
    },
    ask: (step, place, asked) => {
      told.asked.push(step.id);
      told.places.push(place);
      return person(step, place, asked);
    },
    show: (preview) => told.shown.push(preview),
  };
  return { ...told, done: await converse(own, sides) };
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
    const { requests, shown } = await talk(async (step, _place, { check }) => {
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

  it('tells the server where the policy goes if that brings questions', async () => {
    const { requests, done } = await talk((step) => Promise.resolve(answer(step)), { ...PLACE, leadsOn: true });
    assert.equal(requests.length, 5);
    assert.deepEqual(requests[3], { kind: 'account', account: '1111', place: 'new' });
    assert.deepEqual(done?.answers, ANSWERS);
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

  it('says how many questions there are once no answer can bring more', async () => {
    const { places } = await talk((step) => Promise.resolve(answer(step)));
    assert.deepEqual(
      places.map(({ step, total }) => [step, total]),
      [
        [1, undefined],
        [2, 4],
        [3, 4],
        [4, 4],
      ],
    );
  });

  it('shows what would follow from what is highlighted, without an answer, and nothing that comes too late', async () => {
    let arrive = (): void => undefined;
    const later = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const { requests, looked, shown } = await talk(
      async (step, _place, { look }) => {
        if (step.id === 'kind') {
          look('a');
          look('b');
          await Promise.resolve();
          await Promise.resolve();
          look('late');
        }
        if (step.id === 'account') arrive();
        if (step.id === 'place' || step.id === 'name') look('no preview');
        return answer(step);
      },
      PLACE,
      later,
    );
    assert.deepEqual(looked, [{ kind: 'a' }, { kind: 'b' }, { kind: 'late' }]);
    assert.ok(shown.includes('would be {"kind":"b"}'));
    assert.ok(!shown.includes('would be {"kind":"a"}') && !shown.includes('would be {"kind":"late"}'), shown.join());
    assert.equal(requests.length, 4);
  });

  it('asks again for an answer that only those after it show to be wrong', async () => {
    let picks = 0;
    const asked: string[] = [];
    const wizard = (answers: Answers): Promise<Wizard> => {
      const clash = answers['account'] === '1111' && answers['guard'] === 'b';
      const done = answers['guard'] !== undefined && !clash;
      return Promise.resolve({
        ...answerOf(answers),
        steps: [WHO, text('account'), { ...PLACE, id: 'guard' }],
        problems: clash ? [{ step: 'account', message: 'Both together never match.' }] : [],
        policy: done ? 'policy' : null,
      });
    };
    const done = await converse(PLACE, {
      wizard,
      preview: () => Promise.resolve(null),
      show: () => undefined,
      ask: async (step, _, { check }) => {
        asked.push(step.id);
        if (step.id !== 'account') return { answer: step.id === 'guard' ? 'b' : 'new' };
        if (picks++ === 0) return { answer: '1111' };
        assert.equal(await check('1111'), 'Both together never match.');
        return { answer: '2222' };
      },
    });
    assert.equal(done?.wizard.policy, 'policy');
    assert.deepEqual(asked, ['kind', 'account', 'guard', 'account', 'guard', 'place', 'name']);
  });

  it('ends where the person leaves', async () => {
    const { requests, done } = await talk((step) => Promise.resolve(step.id === 'account' ? undefined : answer(step)));
    assert.equal(done, undefined);
    assert.equal(requests.length, 2);
  });
});

describe('the lists of the wizard', () => {
  const step: PickStep = {
    ...PLACE,
    items: [
      { id: 'pod', label: 'EKS Pod Identity', detail: 'Through an association', words: 'eks pod' },
      { id: 'sso', label: 'IAM Identity Center', words: 'sso people' },
      { id: 'lambda', label: 'AWS Lambda', description: 'lambda.amazonaws.com', words: 'lambda', searchOnly: true },
      { id: 'datadog', label: 'Datadog', description: '464622532012', searchOnly: true },
    ],
  };
  const ids = (typed: string, before?: string[]): string[] => itemsFor(step, typed, before).map(({ id }) => id);

  it('have services and vendors where they are typed, and where one was chosen before', () => {
    assert.deepEqual(ids(''), ['pod', 'sso']);
    assert.deepEqual(ids('', ['datadog']), ['pod', 'sso', 'datadog']);
    assert.deepEqual(ids('lam'), ['lambda']);
    assert.deepEqual(ids('4646'), ['datadog']);
    assert.deepEqual(ids('sso'), ['sso']);
    assert.deepEqual(ids('none of these'), []);
  });
});

describe('what an answer changes in the preview', () => {
  const marked = (before: string[], after: string[]): readonly number[] =>
    changedLines(before.join('\n'), after.join('\n'));

  it('is each line that differs, or all that came in between; a comma alone is no difference', () => {
    assert.deepEqual(marked(['{', 'a', 'b', '}'], ['{', 'a', 'c', '}']), [2]);
    assert.deepEqual(marked(['{', 'a', 'b', 'c', '}'], ['{', 'x', 'b', 'y', '}']), [1, 3]);
    assert.deepEqual(marked(['{', 'a', '}'], ['{', 'a,', 'b', 'c', '}']), [2, 3]);
    assert.deepEqual(marked(['{', 'a', 'b', '}'], ['{', 'b', '}']), []);
    assert.deepEqual(marked(['{', '}'], ['{', '}']), []);
    assert.deepEqual(marked(['a', 'a'], ['a', 'a', 'a']), [2]);
    assert.deepEqual(marked(['a'], ['b']), [0]);
  });
});
