import type { Cursor } from '../../../tree/cursor.ts';
import type { Place } from './place.ts';
import type { Surroundings } from './writer.ts';

/** A cursor where no policy stands yet, but a new one may: it, or a role with it. */
export interface NewPolicyCursor extends Cursor {
  readonly policy: undefined;
  readonly place: Place;
  readonly around: Surroundings;
}
