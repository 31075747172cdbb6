import { reviewFix } from '../findings.ts';
import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import { parseArn } from '../iam/arn.ts';
import { memo } from '../text/memo.ts';
import type { Policy } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'service-name-partition',
    title: 'Undocumented form of a service principal',
    level: 'hint',
    messages: {
      suffix: '"{{name}}" isn\'t in our list: this service is {{plain}} in all partitions, as far as we know.',
      china: 'In the China Regions this service is {{name}}.',
      region: "We don't know a form of {{plain}} with a Region in it.",
    },
  },
  docs: {
    why: 'Nearly all services have the same name everywhere. A few have another name in China or in isolated Regions, and a few use a name with their Region. Any other form is likely a mistake.',
    howToFix: 'Use the documented service principal.',
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
      if (servicePrincipal(name)?.replacedInChina === false) return; // the common case
      const parsed = parseServiceName(name);
      const service = parsed && servicePrincipal(parsed.global);
      if (!parsed || !service || name !== name.toLowerCase() || service.confidence === 'low') return;
      const report = (messageId: 'suffix' | 'china' | 'region', right: string): void => {
        context.report({
          at: value.span,
          messageId,
          data: { name: messageId === 'china' ? right : name, plain: service.name },
          fixes: () => [
            reviewFix(`Replace with "${right}"`, () => [{ op: 'replace', target: value.node, value: right }]),
          ],
        });
      };
      const china = name.endsWith('.cn');
      if (parsed.region !== undefined) {
        if (!service.regional && !china && OLD_REGIONS.has(parsed.region)) report('region', service.name);
      } else if (/\.(?:cn|gov)$/.test(name)) {
        if (!service.otherNames.includes(name)) report('suffix', service.name);
      } else if (service.replacedInChina && isOfChina(statement.policy)) {
        report('china', `${service.name}.cn`);
      }
    },
  }),
});

/** Whether the role surely lives in China: its own ARN, or an identity provider, which is always of the same account. */
const isOfChina = memo(({ source, statements }: Policy): boolean => {
  if (source.owner?.roleArn?.startsWith('arn:aws-cn:')) return true;
  return statements.some((s) =>
    s.principals.some((p) => p.type === 'Federated' && parseArn(p.value)?.partition.value === 'aws-cn'),
  );
});

/** Regions that are on in every account. Services of the others may call under a name with the Region in it. */
const OLD_REGIONS: ReadonlySet<string> = new Set([
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-central-1',
  'eu-north-1',
  'ap-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-southeast-1',
  'ap-southeast-2',
  'sa-east-1',
]);
