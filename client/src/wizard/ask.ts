import * as vscode from 'vscode';
import type { Answers, PickItem, PickStep, Step, TextStep } from '../../../server/src/protocol.ts';
import type { Asked, Place, Reply } from './conversation.ts';
import { itemsFor } from './items.ts';

const TITLE = vscode.l10n.t('Generate a Trust Policy');

interface Choice extends vscode.QuickPickItem {
  readonly id: string;
}

/** Asks one question with an input of the window. */
export function askPerson(step: Step, place: Place, asked: Asked): Promise<Reply> {
  return step.kind === 'pick' ? askPick(step, place, asked) : askText(step, place, asked);
}

function askPick(question: PickStep, place: Place, { look }: Asked): Promise<Reply> {
  const input = vscode.window.createQuickPick<Choice>();
  const before = place.before === undefined ? undefined : [place.before].flat();
  const isChosen = (item: PickItem): boolean => (before ? before.includes(item.id) : item.picked === true);
  prepare(input, question.title, place);
  input.placeholder = question.placeholder;
  input.canSelectMany = question.many;
  input.matchOnDescription = true;
  // VS Code itself looks at labels and descriptions alone, letter by letter.
  const searched = question.items.some(({ words }) => words !== undefined);
  const show = (typed: string): void => {
    const items = itemsFor(question, typed, before);
    const choices = items.map((item) => choiceOf(item, searched));
    input.items = choices;
    const chosen = choices.filter((_, i) => items[i] && isChosen(items[i]));
    const [first] = chosen;
    if (question.many) {
      input.selectedItems = chosen;
    } else if (first && typed === '') {
      input.activeItems = [first];
      look(first.id); // VS Code tells of what a person highlights alone
    }
  };
  if (searched) input.onDidChangeValue(show);
  const answer = (): Answers[string] | undefined => {
    const ids = input.selectedItems.map(({ id }) => id);
    // Who types and presses Enter at once chooses from rows that are gone by now: the first row for the text is meant.
    return question.many ? ids : (ids[0] ?? itemsFor(question, input.value, before)[0]?.id);
  };
  input.onDidChangeActive(([active]) => {
    if (!question.many && active) look(active.id);
    else if (active && !question.mayBeNone && !input.selectedItems.length) look([active.id]);
  });
  input.onDidChangeSelection((selected) => {
    if (question.many && (selected.length || question.mayBeNone)) look(selected.map(({ id }) => id));
  });
  show('');
  return shown(input, answer);
}

function askText(question: TextStep, place: Place, { check }: Asked): Promise<Reply> {
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
  if (place.before !== undefined) void validate(); // it may be asked for again because it is wrong
  return shown(input, async () => ((await validate()) ? input.value : undefined));
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

/** @param searched whether it was found by its words already */
function choiceOf({ id, label, description, detail }: PickItem, searched: boolean): Choice {
  return {
    id,
    label,
    ...(description === undefined ? {} : { description }),
    ...(detail === undefined ? {} : { detail }),
    ...(searched ? { alwaysShow: true } : {}),
  };
}

type Answer = Answers[string];

type Shown = vscode.QuickInput & {
  onDidAccept: vscode.Event<void>;
  onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
};

/** Shows an input until it is accepted with an answer, left, or stepped back from. */
async function shown(input: Shown, accept: () => Answer | undefined | Promise<Answer | undefined>): Promise<Reply> {
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
