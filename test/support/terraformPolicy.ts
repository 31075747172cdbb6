import assert from 'node:assert/strict';
import { evaluated, readTerraform } from './terraform.ts';

type Block = Readonly<Record<string, unknown>>;

/** The policy of the file's only role, as Terraform makes it of the file; undefined where a plan fills in some of it. */
export async function policyInTerraform(text: string): Promise<unknown> {
  const file = await readTerraform(text);
  const value = file.block('resource', 'aws_iam_role', 'twin')?.['assume_role_policy'];
  assert.equal(typeof value, 'string');
  const written = String(value);
  if (text.includes('${var.')) return undefined;
  if (written.startsWith('${jsonencode(')) return evaluated(written.slice(2, -1));
  if (!written.startsWith('${data.')) return JSON.parse(written) as unknown;
  const document = file.block('data', 'aws_iam_policy_document', 'twin');
  assert.ok(document);
  return documentPolicy(document);
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document */
function documentPolicy({ version = '2012-10-17', policy_id: id, statement = [], ...others }: Block): unknown {
  return present({
    Version: version,
    Id: id,
    Statement: (statement as readonly Block[]).map(statementPolicy),
    ...others,
  });
}

function statementPolicy(block: Block): unknown {
  const { sid, effect = 'Allow', actions, not_actions: notActions, resources, not_resources: notResources } = block;
  const { principals, not_principals: notPrincipals, condition } = block;
  return present({
    Sid: sid,
    Effect: effect,
    Principal: principalsOf(principals),
    NotPrincipal: principalsOf(notPrincipals),
    Action: actions,
    NotAction: notActions,
    Resource: variables(resources),
    NotResource: variables(notResources),
    Condition: conditionsOf(condition),
    ...Object.fromEntries(Object.entries(block).filter(([name]) => !KNOWN.has(name))),
  });
}

const KNOWN = new Set([
  ...['sid', 'effect', 'actions', 'not_actions', 'resources', 'not_resources'],
  ...['principals', 'not_principals', 'condition'],
]);

function principalsOf(blocks: unknown): unknown {
  if (blocks === undefined) return undefined;
  const types = new Map<string, unknown[]>();
  for (const { type, identifiers } of blocks as readonly Block[])
    types.set(String(type), [...(types.get(String(type)) ?? []), ...(variables(identifiers) as unknown[])]);
  const everyone = types.get('*');
  return types.size === 1 && everyone?.length === 1 && everyone[0] === '*' ? '*' : Object.fromEntries(types);
}

function conditionsOf(blocks: unknown): unknown {
  if (blocks === undefined) return undefined;
  const tests: Record<string, Record<string, unknown[]>> = {};
  for (const { test, variable, values } of blocks as readonly Block[]) {
    const keys = (tests[String(test)] ??= {});
    (keys[String(variable)] ??= []).push(...(variables(values) as unknown[]));
  }
  return tests;
}

/** Policy variables, which have a sign of their own here. */
function variables(values: unknown): unknown {
  return Array.isArray(values) ? values.map((value) => String(value).replaceAll('&{', '${')) : values;
}

function present(members: Block): unknown {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
