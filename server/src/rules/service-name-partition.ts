import type { Level } from '../findings.ts';
import { reviewFix } from '../findings.ts';
import { SERVICES_AS_OF } from '../catalogue/servicePrincipals.ts';
import type { ServiceRecord } from '../catalogue/serviceRecord.ts';
import { parseArn } from '../iam/arn.ts';
import { namedService } from '../policy/namedService.ts';
import type { Policy } from '../policy/model.ts';
import { memo } from '../text/memo.ts';
import { monthOf } from '../text/month.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'service-name-partition',
    title: 'Undocumented form of a service principal',
    level: 'warning',
    messages: {
      suffix:
        '"{{name}}" isn\'t in our list of {{month}}: use {{right}}. The service can\'t assume the role by another name.',
      china: "In the China Regions, this service assumes roles as {{right}}. {{plain}} isn't its name there.",
      region: '"{{name}}" isn\'t in our list of {{month}}: use {{right}}, without a Region. IAM rejects other names.',
      unsureRegion:
        '"{{name}}" isn\'t in our list of {{month}}, which has {{right}}. Keep it if AWS documents the name with a Region.',
    },
  },
  docs: {
    why: "Nearly all services have the same name everywhere. A few have another name in China or in isolated Regions, and a few have names with their Region. IAM rejects any other form, or takes it and the service still can't assume the role.",
    howToFix:
      'Use the documented service principal. A few services document names with a Region, to restrict a role to that Region.',
    whenToIgnore: 'When IAM accepts this form in your partition.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com.cn"}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com.cn"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    principal({ type, value, statement }) {
      const name = value.value;
      if (type !== 'Service' || value.holes.length) return;
      const named = namedService(name);
      if (!named) return;
      const { service, wrong } = named;
      const report = (messageId: 'suffix' | 'china' | 'region' | 'unsureRegion', level: Level, right: string): void => {
        context.report({
          at: value.span,
          messageId,
          level,
          data: { name, plain: service.name, right, month: monthOf(SERVICES_AS_OF) },
          fixes: () => [
            reviewFix(`Replace with "${right}"`, () => [{ op: 'replace', target: value.node, value: right }]),
          ],
        });
      };
      if (wrong === 'region') {
        const rejected = service.forms.regional === false;
        report(rejected ? 'region' : 'unsureRegion', rejected ? 'warning' : 'hint', service.name);
      } else if (wrong) report(wrong, certainty(service), service.name);
      else if (name === service.name && service.forms.replacedInChina && isOfChina(statement.policy))
        report('china', certainty(service), `${service.name}.cn`);
    },
  }),
});

/** Of a service that only lists of names know, its names in other partitions are not known either. */
function certainty({ confidence }: ServiceRecord): Level {
  return confidence === 'high' ? 'warning' : 'hint';
}

/** Whether the role surely lives in China: its own ARN says so, or that of a principal, which is always of the same partition. */
const isOfChina = memo(({ source, statements }: Policy): boolean => {
  if (source.owner?.roleArn?.startsWith('arn:aws-cn:')) return true;
  return statements.some((s) => s.principals.some((p) => parseArn(p.value)?.partition.value === 'aws-cn'));
});
