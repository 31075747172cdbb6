// Policies that hold very many of one thing: checking them and writing all their fixes takes time that grows as they do.
import { check, editsOf, finish, refactorings, PolicyDocument } from '../../server/src/service.ts';
import { CROWDED } from '../bench/crowded.ts';
import { testContext } from '../support/context.ts';
import { growsLinearly } from '../support/growth.ts';

const COUNT = 400;
/** What is compared in pairs takes several times as long. Milliseconds. */
const NOTICEABLE = 100;

describe('time grows as the number of things in a policy does', () => {
  for (const [name, textOf] of CROWDED)
    it(name, () => {
      growsLinearly(
        name,
        (count) => {
          const text = textOf(count);
          return () => {
            look(text);
          };
        },
        COUNT,
        NOTICEABLE,
      );
    }).timeout(60_000);
});

function look(text: string): void {
  const context = testContext();
  const policyDocument = new PolicyDocument(text, true);
  for (const finding of finish(check(policyDocument, context)).findings)
    for (const fix of finding.fixes) editsOf(policyDocument, finding, fix);
  refactorings(policyDocument, text.indexOf('"sts:AssumeRole') + 1, context);
}
