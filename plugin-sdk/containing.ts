/** For `like` in a search of a table: these words anywhere, each character meaning itself. */
export function containing(words: string): { readonly like: string } {
  return { like: `%${words.replace(/[\\%_]/g, '\\$&')}%` };
}
