/** Point `shell`: the module that the index page starts. One plugin fills it; core level only. */
export interface ShellDeclaration {
  /** File of the package that the page imports. */
  readonly module: string;
  /** Languages it is complete in, by primary tag, the first for everybody else. */
  readonly languages?: readonly string[];
}

/** Point `sharedModule`: a bare name of the page's import map, so that all modules share one copy. Core level only. */
export interface SharedModuleDeclaration {
  readonly file: string;
}
