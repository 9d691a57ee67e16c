/** Point `shell`: the module that the index page starts. One plugin fills it; core level only. */
export interface ShellDeclaration {
  /** File of the package that the page imports. */
  readonly module: string;
}

/** Point `sharedModule`: a bare name of the page's import map, so that all modules share one copy. Core level only. */
export interface SharedModuleDeclaration {
  readonly file: string;
}
