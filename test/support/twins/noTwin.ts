import type { RuleId } from '../../../server/src/ruleIds.ts';

/** Why some policies cannot be said in a form that others can. */
export const REASONS = {
  brokenText: 'text that is no JSON is no value either',
  opaque: 'what stands for a value without being one is an expression of its own',
  called: 'functions of CloudFormation are called in its templates only',
  notBlock: 'a block stands for an object, and there is none for an empty one',
  twice: 'an argument, and what blocks say, stands once',
  notText: 'an argument is a text, and what is none becomes one',
  notList: 'an argument is a text and no list',
  emptyList: 'an empty list is as good as none',
  emptySid: 'an empty Sid is as good as none',
  implied: 'what is missing has a default',
  ownName: 'a name that is wrong in IAM means something here, or is none',
  star: 'a star as a type is the star alone',
  untyped: 'numbers and booleans are texts here',
  unsubstituted: 'what a template would fill in by a function is a fault without one',
  noCharacter: 'a text in lines of its own has no escapes for characters that YAML has none of',
  otherSign: 'what starts a policy variable here is text elsewhere',
} as const;

/** Thrown where a policy cannot be said in a form. */
export class NoTwin extends Error {
  constructor(reason: keyof typeof REASONS) {
    super(REASONS[reason]);
  }
}

/** Where a rule rightly says of a twin what it does not say of the policy, or the other way round. */
export const DIFFERENT: readonly {
  readonly rule: RuleId;
  readonly messages: readonly string[];
  readonly forms: RegExp;
  readonly because: string;
}[] = [
  {
    rule: 'json-syntax',
    messages: ['leadingSpace'],
    forms: /./,
    because: 'the provider sends the JSON anew, without blanks around it',
  },
  {
    rule: 'json-syntax',
    messages: ['refusedCharacter'],
    forms: /jsonencode|data source|mapping/,
    because: 'a character that JSON has as an escape is sent as it is',
  },
  {
    rule: 'element-empty',
    messages: ['sid'],
    forms: /./,
    because:
      'AWS writes empty Sids into what people take over into their templates: only a file that is the policy has this finding',
  },
  {
    rule: 'policy-kind-permission',
    messages: ['user', 'name', 'member'],
    forms: /./,
    because: 'a member says that it is a trust policy, not the user or the file',
  },
];
