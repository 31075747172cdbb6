/** A part of a text that only a deploy, or the reader, can fill in. `from`/`to` are offsets into the value. */
export interface Hole {
  readonly from: number;
  readonly to: number;
  readonly reason: HoleReason;
  /** A function is called where whoever fills it in takes none. */
  readonly isMisplaced?: true;
}

/** `unsubstituted`: it is written as one, but nothing fills it in. */
export type HoleReason = 'placeholder' | 'intrinsic' | 'interpolation' | 'unsubstituted';

/** A string value with the parts of it that are not known. Predicates on it answer yes, no or unknown. */
export interface HoledText {
  readonly value: string;
  readonly holes: readonly Hole[];
}

/** Whether the whole value is one unknown. */
export function isHole(text: HoledText): boolean {
  const first = text.holes[0];
  return first !== undefined && text.holes.length === 1 && first.from === 0 && first.to === text.value.length;
}

/** Whether a hole reaches into `from`…`to` of the value. */
export function holeWithin(text: HoledText, from: number, to: number): boolean {
  return text.holes.some((hole) => hole.from < to && from < hole.to);
}

/** A part of the text, with the holes that reach into it. */
export function sliceHoled(text: HoledText, from: number, to: number): HoledText {
  const holes: Hole[] = [];
  for (const hole of text.holes) {
    if (hole.from < to && from < hole.to) {
      holes.push({ from: Math.max(hole.from - from, 0), to: Math.min(hole.to, to) - from, reason: hole.reason });
    }
  }
  return { value: text.value.slice(from, to), holes };
}
