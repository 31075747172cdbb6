import assert from 'node:assert/strict';
import { Recent } from '../../server/src/text/recent.ts';

describe('recent answers', () => {
  const asked: string[] = [];
  const recent = (most: number): Recent<{ readonly text: string }> => {
    asked.length = 0;
    return new Recent((text) => {
      asked.push(text);
      return { text };
    }, most);
  };

  it('are given again without a question', () => {
    const answers = recent(10);
    assert.equal(answers.get('a'), answers.get('a'));
    assert.equal(answers.get('b').text, 'b');
    assert.deepEqual(asked, ['a', 'b']);
  });

  it('go when there are many younger ones, but for those that were asked for since', () => {
    const answers = recent(4);
    for (const text of ['aa', 'bb', 'cc', 'aa', 'dd', 'ee', 'aa', 'bb']) answers.get(text);
    assert.deepEqual(asked, ['aa', 'bb', 'cc', 'dd', 'ee', 'bb']);
  });

  it('are not kept where the text alone is longer than all that is', () => {
    const answers = recent(4);
    for (const text of ['aaaaa', 'bb', 'aaaaa', 'bb']) answers.get(text);
    assert.deepEqual(asked, ['aaaaa', 'bb', 'aaaaa']);
  });
});
