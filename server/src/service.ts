// All that the doors may call: nothing below this file is theirs.
export type { Analysis } from './analysis/analyse.ts';
export type { Context } from './analysis/context.ts';
export { DEFAULT_CONFIG, type Config } from './config/config.ts';
export type { ConfigFile } from './config/configFile.ts';
export type { ConfigChange } from './config/edits.ts';
export { reachOf } from './config/reach.ts';
export { configFor } from './config/resolve.ts';
export { documentationOf, type CompletionItem } from './features/completion/index.ts';
export type { ExternalIdUsage } from './features/hoverText/externalId.ts';
export type { Lens } from './features/lenses.ts';
export type { Symbol } from './features/symbols.ts';
export type { TokenType } from './features/tokens.ts';
export type { Answers } from './generate/answers.ts';
export { ENDINGS, FILES_GLOB, isReadWithFolder, isShownByOthers, namedDocument } from './hosts/detect.ts';
export { CONFIG_FILE, isConfigFile, type FilePatterns, type Named } from './hosts/fileNames.ts';
export { mayHoldTrustPolicy } from './hosts/search.ts';
export type { Facts, NamePlace, SaidValue } from './hosts/host.ts';
export { externalIdAt, externalIdsOf, nearUse } from './service/externalIds.ts';
export { indexOf, roleAt, tellsAnything } from './service/roleIndex.ts';
export { isWanted, rolesToldBy, type MapRole, type RoleFilter } from './service/roleMap.ts';
export { mapOf } from './service/trustMap.ts';
export { RoleDirectory, type PlacedExternalId, type TextPlace } from './service/roleDirectory.ts';
export { KnownRoles } from './policy/knownRoles.ts';
export type { KnownRole } from './policy/roles.ts';
export type { KnownNames } from './policy/knownNames.ts';
export { FORMS, loadForm, policyAs } from './service/policyFormats.ts';
export { loadCopied, policyFrom } from './service/copiedPolicy.ts';
export { complete } from './service/completion.ts';
export { readConfig, rulesNamed, writeConfig } from './service/configFile.ts';
export {
  generatedOutputs,
  generatedText,
  insertGenerated,
  insertedPolicy,
  insertHere,
  outputSteps,
  previewText,
  problemWith,
  wizard,
  wizardSteps,
} from './service/wizard.ts';
export { fixAll } from './service/fixAll.ts';
export { findingPlace } from './service/findingPlace.ts';
export { RULES, type RuleInfo } from './service/ruleCatalogue.ts';
export { rolesIn } from './policy/roles.ts';
export { check, differenceOf, editsOf, titleOf } from './service/diagnostics.ts';
export {
  explain,
  folds,
  hints,
  hover,
  lensAt,
  lenses,
  lensPlaces,
  selections,
  symbols,
  tokens,
} from './service/editorFeatures.ts';
export { evaluate, evaluateText } from './service/evaluation.ts';
export { explainAccessDenied, policyNear, policyOfRole, roleOfError } from './service/accessDenied.ts';
export { report } from './service/accessReport.ts';
export { filesIn, nameAt, namesIn, placesOfName } from './service/mentions.ts';
export { policiesToldBy } from './service/policyList.ts';
export type { Rotation } from './features/refactoring/index.ts';
export { refactorings, rotateIn, type WrittenRefactoring } from './service/refactorings.ts';
export { factsOf, isTakenFrom, loadHost, PolicyDocument } from './service/document.ts';
export { finish, type Steps } from './steps.ts';
export type { TextEdit } from './text/edit.ts';
export { calledRole } from './tree/source.ts';
