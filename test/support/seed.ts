import fc from 'fast-check';

/**
 * What properties draw is the same in each run, so that a test that fails tells of a change: `PROPERTY_SEED=random`, or a number, draws
 * otherwise. Properties look for what nobody thought of; look with other seeds, and for longer, before a release.
 */
const { PROPERTY_SEED } = process.env;
if (PROPERTY_SEED !== 'random')
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(PROPERTY_SEED ?? 20261130) });
