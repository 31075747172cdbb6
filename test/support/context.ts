import { DEFAULT_CONFIG, KnownRoles, type Config, type Context, type KnownRole } from '../../server/src/service.ts';

/** The roles that another document of the workspace tells of. */
export function rolesBeside(roles: readonly KnownRole[]): NonNullable<Context['roles']> {
  const known = new KnownRoles();
  known.set('elsewhere', roles);
  return known.beside('here');
}

/** A context without clock or chance; a rule that throws fails the test. */
export function testContext(config: Partial<Config> = {}): Context {
  let count = 0;
  return {
    config: { ...DEFAULT_CONFIG, ...config },
    now: Date.parse('2026-11-21T12:00:00Z'),
    random: () => `random-${++count}`,
    onCrash: (ruleId, error) => {
      throw new Error(`rule ${ruleId} threw`, { cause: error });
    },
  };
}
