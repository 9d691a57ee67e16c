/** Point `panel`: draws frames. The front end module exports `panels: { <name>: Panel }`, see `ui/panel.ts`. */
export interface PanelDeclaration {
  readonly label: string;
  readonly description: string;
}
