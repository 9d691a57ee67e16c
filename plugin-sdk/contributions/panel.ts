/** Point `panel`: draws frames. The front end module exports `panels: { <name>: Panel }`, see `ui/panel.ts`. */
export interface PanelDeclaration {
  readonly label: string;
  readonly description: string;
  /**
   * It only draws on a canvas: the package has a `drawing.ts`, see `ui/drawing.ts`, which runs in a worker where the plugin may not
   * run in the page.
   */
  readonly draws?: true;
}
