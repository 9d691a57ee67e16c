/** Point `navigation`: an entry of the side bar. Entries whose action the principal lacks are left out. */
export interface NavigationDeclaration {
  readonly label: string;
  /** The label in other languages, by their primary tag: `de`. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly path: string;
  /** Name of an icon of the UI kit. */
  readonly icon: string;
  readonly weight: number;
  readonly parent?: string;
  readonly action?: string;
  /** The least basic role, where no action says who sees it. */
  readonly role?: 'Viewer' | 'Editor' | 'Admin';
}
