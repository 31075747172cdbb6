import { STRING_EQUALS } from '../iam/vocabulary.ts';
import type { Ask, Guard } from './guard.ts';

/** What is known of a key that few statements test. */
export type Row = Partial<Guard['value'] & Omit<Guard['say'], 'plural'>> &
  Pick<Guard, 'key'> &
  Partial<Pick<Guard, 'for' | 'operator'>> & { readonly ask?: Ask };

/** @param plural whether the key holds several values */
export const rowOf =
  (plural: boolean) =>
  ({ key, form: valueForm, offer, noun, phrase, sent, for: places, operator, ask }: Row): Guard => ({
    id: key,
    key,
    operator: operator ?? STRING_EQUALS,
    for: places ?? {},
    tags: {},
    value: { form: valueForm, offer },
    tells: undefined,
    say: { noun, plural, sent, phrase },
    meet: undefined,
    asks: ask ? [ask] : [],
    demand: undefined,
  });
