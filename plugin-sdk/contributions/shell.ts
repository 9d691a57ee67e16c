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
  /**
   * File that has the same names for documents of plugins outside the page. There is one such document a panel, and each loads all of
   * its files anew: several bare names may lie in one file.
   */
  readonly frame?: string;
}
