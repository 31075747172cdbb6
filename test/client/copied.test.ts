import assert from 'node:assert/strict';
import { copied } from '../../client/src/wizard/copied.ts';
import type { WrittenOutput } from '../../server/src/protocol.ts';

describe('the outputs on the clipboard', () => {
  const script = output('set-up-role.sh', '#!/bin/sh\n');
  const terraform = output('role.tf', 'resource {}\n');

  it('one as it is', () => {
    assert.equal(copied([script]), '#!/bin/sh\n');
  });

  it('several under the names of their files, so that they can be told apart', () => {
    assert.equal(
      copied([script, terraform]),
      '===== set-up-role.sh =====\n\n#!/bin/sh\n\n===== role.tf =====\n\nresource {}\n',
    );
  });
});

function output(fileName: string, text: string): WrittenOutput {
  return { id: fileName, label: fileName, fileName, language: 'shellscript', text };
}
