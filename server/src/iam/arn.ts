import { holeWithin, sliceHoled, type HoledText } from '../text/holedText.ts';
import { memo } from '../text/memo.ts';

/** A field of an ARN with the place it stands at in the value. */
export interface ArnField extends HoledText {
  readonly from: number;
  readonly to: number;
}

/** `arn:partition:service:region:account:resource`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  readonly partition: ArnField;
  readonly service: ArnField;
  readonly region: ArnField;
  readonly account: ArnField;
  /** All that follows the fifth colon. */
  readonly resource: ArnField;
}

/** Reads an ARN; undefined when the text does not start with `arn:` or has fewer than six fields. */
export const parseArn = memo((text: HoledText): Arn | undefined => {
  if (!text.value.startsWith('arn:')) return undefined;
  const fields: ArnField[] = [];
  let from = 4;
  while (fields.length < 4) {
    const to = nextColon(text, from);
    if (to < 0) return undefined;
    fields.push(field(text, from, to));
    from = to + 1;
  }
  const [partition, service, region, account] = fields;
  if (!partition || !service || !region || !account) return undefined;
  return { partition, service, region, account, resource: field(text, from, text.value.length) };
});

/** The next colon that does not stand inside a hole such as `${AWS::AccountId}`. */
function nextColon(text: HoledText, from: number): number {
  let at = text.value.indexOf(':', from);
  while (at >= 0 && text.holes.length && holeWithin(text, at, at + 1)) at = text.value.indexOf(':', at + 1);
  return at;
}

const NO_HOLES: HoledText['holes'] = [];

function field(text: HoledText, from: number, to: number): ArnField {
  const holes = text.holes.length ? sliceHoled(text, from, to).holes : NO_HOLES;
  return { value: text.value.slice(from, to), holes, from, to };
}

/** What the name of an OIDC provider follows in its ARN. */
export const OIDC_PROVIDER = 'oidc-provider/';
const SAML = 'saml-provider/';

/** The issuer of an OIDC provider ARN or a built-in provider's host: host and path as IAM has it, holes kept. */
export function oidcIssuerOf(federated: HoledText): HoledText | undefined {
  const arn = parseArn(federated);
  if (arn) return oidcIssuerIn(arn);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/i.test(federated.value)
    ? { value: federated.value, holes: federated.holes }
    : undefined;
}

export function oidcIssuerIn({ resource }: Arn): HoledText | undefined {
  return resource.value.startsWith(OIDC_PROVIDER)
    ? sliceHoled(resource, OIDC_PROVIDER.length, resource.value.length)
    : undefined;
}

/** Whether the value is a SAML provider's ARN. */
export function isSamlProvider(federated: HoledText): boolean {
  return parseArn(federated)?.resource.value.startsWith(SAML) ?? false;
}
