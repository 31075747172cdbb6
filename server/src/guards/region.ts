import { REGIONS } from '../catalogue/regions.ts';
import { isRegionName } from '../iam/partitions.ts';
import { STRING_EQUALS } from '../iam/vocabulary.ts';
import { form } from './form.ts';
import { defineGuard } from './guard.ts';

export default defineGuard({
  id: 'region',
  key: 'aws:RequestedRegion',
  operator: STRING_EQUALS,
  for: {},
  tags: {},
  value: {
    form: form('is a Region (example: eu-west-1)', isRegionName, /[a-z0-9-]/),
    offer: () => REGIONS.map((value) => ({ value, detail: 'Region of the STS endpoint' })),
  },
  tells: undefined,
  say: {
    noun: (g) => `the Region ${g.it} ${g.does(['calls', 'call'])}`,
    plural: false,
    sent: undefined,
    phrase: undefined,
  },
  meet: undefined,
  asks: [],
  demand: undefined,
});
