export type Query = Promise<{ [name: string]: string | string[] | undefined }>;

/** One value of an address's query; a name given twice is no value. */
export async function readQuery(query: Query, name: string): Promise<string | undefined> {
  const value = (await query)[name];
  return typeof value === "string" ? value : undefined;
}
