/** Whether a place of the machine takes a character. */
export type Takes = (char: string) => boolean;

/** A place of the machine: it takes a character and goes on to the next place, or is in all the listed ones at once. */
export type Step = Takes | number[];

export const any: Takes = () => true;

/** Takes every character but one. */
export function except(character: string): Takes {
  return (char) => char !== character;
}

/**
 * Whether the machine can be behind its last step when the text ends. It is in all its places at once, so the time is that of the
 * text's length times the number of steps, whatever both are.
 */
export function accepts(steps: readonly Step[], text: string): boolean {
  const end = steps.length;
  const reached = new Uint32Array(end + 1);
  let round = 1;
  let places: number[] = [];
  const todo: number[] = [];
  const reach = (from: number): void => {
    for (let at: number | undefined = from; at !== undefined; at = todo.pop()) {
      if (reached[at] === round) continue;
      reached[at] = round;
      const step = steps[at];
      if (typeof step === 'object') for (const other of step) todo.push(other);
      else places.push(at);
    }
  };
  reach(0);
  let before: number[] = [];
  for (let i = 0; i < text.length && places.length; i++) {
    const char = text.charAt(i);
    [before, places] = [places, before];
    places.length = 0;
    round++;
    for (const at of before) {
      const step = steps[at];
      if (typeof step === 'function' && step(char)) reach(at + 1);
    }
  }
  return reached[end] === round;
}
