/**
 * Point `page`: a screen of the front end module. `path` is below `/`, with `:name` parameters; below level commercial it is `/a/<id>`, or
 * begins with a word that no other plugin's pages begin with.
 */
export interface PageDeclaration {
  readonly path: string;
  readonly title: string;
  /** The title in other languages, by their primary tag: `de`. */
  readonly titles?: Readonly<Record<string, string>>;
  /** Without it the shell explains which right is missing. */
  readonly action?: string;
  /** Also for people who are not signed in; shown alone, without the chrome. */
  readonly anyone?: true;
}
