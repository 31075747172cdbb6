import { factsOf, loadHost, PolicyDocument } from '../../server/src/service.ts';

/** The files of a module as documents, each read with the others. */
export async function moduleOf(
  files: Readonly<Record<string, string>>,
  languageId = 'terraform',
): Promise<ReadonlyMap<string, PolicyDocument>> {
  const named = Object.entries(files).map(([path, text]) => ({ languageId, path, text }));
  for (const file of named) await loadHost(file);
  return new Map(
    named.map((file) => {
      const beside = named.flatMap((other) => (other === file ? [] : (factsOf(other) ?? [])));
      return [file.path, new PolicyDocument(file.text, undefined, false, { ...file, beside })];
    }),
  );
}

/** One file that is a module of its own. */
export async function fileOf(text: string, languageId?: string): Promise<PolicyDocument> {
  const [document] = (await moduleOf({ 'main.tf': text }, languageId)).values();
  if (!document) throw new Error('no document');
  return document;
}
