// The first step of npm run package: refuses to release facts that nobody compared with their sources for long, because
// "isn't in our list" is only worth something of a young list. npm test and npm start package without it: they must not begin to
// fail one day for no change.
import { agedTables, MOST_DAYS, tooOld } from './catalogue/age.ts';

const old = tooOld(agedTables(), Date.now());
for (const { name, asOf } of old)
  console.error(`${name}: last compared with its sources on ${asOf ?? 'an unknown day'}`);
if (old.length) {
  console.error(
    `Too old to be released, after ${MOST_DAYS} days. Compare with what the sources publish, note the day in ` +
      'server/tools/catalogue/inputs/compared.json, and run npm run refresh-catalogue.',
  );
  process.exitCode = 1;
}
