import { own } from '../text/own.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { problemOf, type PickItem, type PickQuestion, type Question } from './steps.ts';

/** The partition that a pasted ARN, a Region or the person told; else that of most accounts. */
export function partitionOf(answers: Answers): string {
  const told = textAnswer(answers, PARTITION.id);
  return told === '' ? USUAL_PARTITION : told;
}

/** That of most accounts. */
export const USUAL_PARTITION = 'aws';

/** Asked where nothing else tells. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const PARTITION: PickQuestion = {
  id: 'partition',
  kind: 'pick',
  many: false,
  title: 'In which partition is the role?',
  placeholder: 'Accounts in China and in GovCloud are in partitions of their own',
  items: [
    { id: 'aws-cn', label: 'AWS China', description: 'aws-cn' },
    { id: 'aws-us-gov', label: 'AWS GovCloud (US)', description: 'aws-us-gov' },
  ],
};

/** Stands among conditions, so that nobody who is in none of these partitions has to answer. */
export const PARTITION_ROW: PickItem = {
  id: PARTITION.id,
  label: 'AWS China or AWS GovCloud (US)',
  detail: 'Write ARNs for accounts in these partitions',
};

/** Whether one has to be told the partition: no answer to what was asked before says it. */
export function isPartitionOpen(asked: readonly Question[], answers: Answers, chosen: readonly string[]): boolean {
  const isTold = asked.some((question) => {
    const text = textAnswer(answers, question.id);
    if (question.kind !== 'text' || text === '' || problemOf(question, text) !== undefined) return false;
    const said = question.read?.(text) ?? text;
    return typeof said !== 'string' && own(said, PARTITION.id) !== undefined;
  });
  // What was read of an answer is among the answers without having been asked for.
  return !isTold && (listAnswer(answers, PARTITION.id).length === 0 || chosen.includes(PARTITION.id));
}
