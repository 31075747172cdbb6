/** A way of saying something that the product does not use, and what it says instead. */
interface Phrase {
  readonly found: RegExp;
  readonly say: string;
}

const PHRASES: readonly Phrase[] = [
  // Verdicts
  { found: /\brefus(?:e|es|ed|ing|als?)\b/i, say: 'rejects, denies, denied' },
  {
    found: /\blet(?:s|ting)? (?:\S+ ){1,9}?(?<!\bas )in(?= (?:by|when|if|too|only|without|through|and)\b|[.,;:)"]|$)/i,
    say: 'X can assume this role',
  },
  { found: /\blet in\b/i, say: 'can assume this role' },
  {
    found: /\b(?:come|comes|coming|came|get|gets|getting|got) in\b(?! (?:the|a|an|this)\b)/i,
    say: 'can assume this role',
  },
  { found: /\b(?:keep|keeps|kept|keeping) (?:\S+ ){0,6}?out\b/i, say: 'denies' },
  { found: /\bshut(?:s|ting)? (?:\S+ ){0,3}?out\b/i, say: 'denies' },
  { found: /(?<!\bthere )\b(?:is|are|was|were|be) no (?!longer\b|more\b|one\b)\w+/i, say: "isn't a …" },
  { found: /\bno such\b/i, say: "isn't …, doesn't exist" },
  { found: /\bnobody (?:in|out)\b/i, say: 'no one can assume the role' },
  { found: /\bnothing to say\b/i, say: 'No problems' },
  { found: /\bwould do\b/i, say: 'is accepted' },
  // Suggestions
  { found: /\bmeant is\b|\bthe nearest is\b/i, say: 'Did you mean …?' },
  // Verbs
  { found: /\bdemand(?:s|ed|ing)?\b/i, say: 'require' },
  {
    found: /\b(?:conditions?|tests?|statements?|polic(?:y|ies)|keys?|it|which|that) asks? (?:for|another)\b/i,
    say: 'require',
  },
  { found: /\b(?:stand|stands|stood|standing)\b(?! for\b)/i, say: 'is, are' },
  { found: /\blives? (?:in|at|by|on|under)\b/i, say: 'is, are' },
  { found: /\b(?:carry|carries|carried|carrying)\b/i, say: 'send, include, contain' },
  { found: /\b(?:brings?|bringing|brought)\b/i, say: 'send, include, contain' },
  { found: /\bmend(?:s|ed|ing)?\b/i, say: 'fix' },
  { found: /\banew\b/i, say: 'again' },
  { found: /\bbesides\b/i, say: 'also' },
  { found: /\b(?:tell|tells|told|telling)\b/i, say: 'show' },
  { found: /\b(?:meet|meets|met|meeting)\b/i, say: 'match' },
  { found: /\bmak(?:e|es|ing) (?:the|a|its|their|this) calls?\b/i, say: 'call' },
  { found: /\b(?:is|are) of (?:letters|digits)\b/i, say: 'contain' },
  { found: /\bIAM reads\b.*\blanguage\b/i, say: 'IAM uses version …' },
  { found: /\bconditions? asks?\b/i, say: 'require' },
  { found: /\bsay so once\b/i, say: 'use the quick fix' },
  { found: /\b(?:do|does)(?: not|n't) (?:belong here|look right)\b/i, say: 'remove …; not a …' },
  { found: /\bIAM takes\b/i, say: 'must be, may contain' },
  { found: /\bbelongs? into\b/i, say: 'belongs in' },
  { found: /\btak(?:e|es|en) apart\b/i, say: 'parse' },
  { found: /\bnone is possible\b/i, say: 'optional' },
  { found: /\blaid out\b/i, say: 'format' },
  // Nouns
  { found: /(?<![\w:"'=.<[-])ExternalIds?\b(?!["':=\]>])/, say: 'external ID (the key is sts:ExternalId)' },
  {
    found: /\bprovider (?:gave|account)\b|\bproviders? (?:that )?works? for\b|\bprovider['’]s (?:account|customer)/i,
    say: 'vendor, third party',
  },
  { found: /(?<![\w:/.<{$@-])ids?\b(?![:/.}>(]\w|["'=-])/, say: 'ID' },
  { found: /\bpermission polic(?:y|ies)\b/i, say: 'permissions policy' },
  { found: /\bbearers?\b(?![ -]tokens?\b)/i, say: 'anyone with a token, callers' },
  { found: /\bstrangers?\b/i, say: 'anyone, other accounts' },
  { found: /\b(?:this|negated|positive) tests?\b/i, say: 'condition' },
  // Manner
  { found: /\b(?:whoever|whom|whomever)\b/i, say: 'anyone who, who' },
  {
    found:
      /(?<!\b(?:the|this|that|each|every|another|other|no|any|which|last|first|second|of|only|exactly) )\bone (?:reads|thinks|gets|comes|can|may|must|goes|does|wants|sees)\b/i,
    say: 'you, or name it',
  },
  { found: /\bin exactly\b/i, say: 'case-sensitive, exactly' },
  { found: /\b(?:what|who) comes\b/i, say: 'the caller, the request' },
  { found: /\bwe know (?:of )?no\b/i, say: "we don't know, isn't in our list" },
  { found: /\w['")\]]? [–—] ['"([]?\w/, say: 'a full stop, comma or colon' },
  { found: /\w—\w/, say: 'a full stop, comma or colon' },
  {
    found:
      /(?<![\d.,-])\b1 (?:characters|digits|letters|findings|errors|warnings|problems|roles|accounts|statements|files|policies|values|conditions|principals|days|hours|minutes|seconds)\b/i,
    say: 'counts that agree',
  },
  { found: /\w’\w/, say: "a straight apostrophe (')" },
  // American spelling
  {
    found:
      /\b(?:(?:un)?recognis|organis|normalis|summaris|authoris|customis|colour|behaviour|favour|licence|judgement)\w*/i,
    say: 'American spelling',
  },
];

/** The longest first sentence that is read at the end of a line of code. */
export const LONGEST_SENTENCE = 130;
/** A value out of a policy counts no more than this: its length is the author's. */
const LONGEST_VALUE = 24;

/** What a text has that the product does not say; empty where it reads as it should. */
export function phrasesIn(text: string): readonly string[] {
  return PHRASES.flatMap(({ found, say }) => {
    const hit = found.exec(text);
    return hit ? [`"${hit[0]}" (say: ${say})`] : [];
  });
}

/** How long the first sentence reads; a command line is none. */
export function firstSentenceLength(text: string): number {
  if (/ --[a-z]/.test(text)) return 0;
  const [sentence = ''] = text.trim().split(/\n|(?<=[.!?]["')]?)\s+(?=["'(A-Z{\u2068])/);
  return sentence.replace(/\S+/g, (word) => word.slice(0, LONGEST_VALUE)).length;
}
