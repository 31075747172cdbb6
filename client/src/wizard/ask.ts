import * as vscode from 'vscode';
import type { Answers, PickItem, PickStep, Step, TextStep } from '../../../server/src/protocol.ts';
import type { Check, Place, Reply } from './conversation.ts';

const TITLE = vscode.l10n.t('Generate a Trust Policy');

interface Choice extends vscode.QuickPickItem {
  readonly id: string;
}

/** Asks one question with an input of the window. */
export function askPerson(step: Step, place: Place, check: Check): Promise<Reply> {
  return step.kind === 'pick' ? askPick(step, place) : askText(step, place, check);
}

function askPick(question: PickStep, place: Place): Promise<Reply> {
  const input = vscode.window.createQuickPick<Choice>();
  const items = question.items.map(choiceOf);
  prepare(input, question.title, place);
  input.placeholder = question.placeholder;
  input.items = items;
  input.canSelectMany = question.many;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  const before =
    place.before === undefined ? undefined : typeof place.before === 'string' ? [place.before] : place.before;
  const chosen = items.filter((item, i) => (before ? before.includes(item.id) : question.items[i]?.picked === true));
  if (question.many) input.selectedItems = chosen;
  else if (chosen.length) input.activeItems = chosen; // an empty list would leave Enter without an answer
  return show(input, () => {
    const ids = input.selectedItems.map((item) => item.id);
    return question.many ? ids : ids[0];
  });
}

function askText(question: TextStep, place: Place, check: Check): Promise<Reply> {
  const input = vscode.window.createInputBox();
  prepare(input, question.title, place);
  input.prompt = question.prompt;
  input.placeholder = question.placeholder;
  input.value = typeof place.before === 'string' ? place.before : (question.value ?? '');
  let asked = 0;
  const validate = async (): Promise<boolean> => {
    const mine = ++asked;
    const found = await check(input.value);
    if (mine === asked) input.validationMessage = found;
    return found === undefined;
  };
  input.onDidChangeValue(() => void validate());
  return show(input, async () => ((await validate()) ? input.value : undefined));
}

function prepare(
  input: vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] },
  title: string,
  place: Place,
): void {
  input.title = `${TITLE}: ${title}`;
  input.step = place.step;
  input.totalSteps = place.total;
  input.ignoreFocusOut = true;
  input.buttons = place.step > 1 ? [vscode.QuickInputButtons.Back] : [];
}

function choiceOf(item: PickItem): Choice {
  return {
    id: item.id,
    label: item.label,
    ...(item.description === undefined ? {} : { description: item.description }),
    ...(item.detail === undefined ? {} : { detail: item.detail }),
  };
}

type Answer = Answers[string];

type Shown = vscode.QuickInput & {
  onDidAccept: vscode.Event<void>;
  onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
};

/** Shows an input until it is accepted with an answer, left, or stepped back from. */
async function show(input: Shown, accept: () => Answer | undefined | Promise<Answer | undefined>): Promise<Reply> {
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise<Reply>((resolve, reject) => {
      listeners.push(
        input.onDidAccept(() => {
          Promise.resolve(accept()).then((answer) => {
            if (answer !== undefined) resolve({ answer });
          }, reject);
        }),
        input.onDidTriggerButton(() => {
          resolve('back');
        }),
        input.onDidHide(() => {
          resolve(undefined);
        }),
      );
      input.show();
    });
  } finally {
    for (const listener of listeners) listener.dispose();
    input.dispose();
  }
}
