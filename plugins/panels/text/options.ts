/** What a dashboard stores for this panel (spec dashboards.md 6.13). */
export interface TextOptions {
  readonly mode: 'markdown' | 'html' | 'code';
  /** Variables in it were replaced before it comes here. */
  readonly content: string;
  readonly code: {
    readonly language: 'plaintext' | 'go' | 'html' | 'json' | 'markdown' | 'sql' | 'typescript' | 'xml' | 'yaml';
    readonly showLineNumbers: boolean;
    readonly showMiniMap?: boolean;
  };
  /** `perRow`: the text once for every row of the data, with what `${__data.fields.name}` is there. */
  readonly renderMode: 'once' | 'perRow';
}

export const defaults: TextOptions = {
  mode: 'markdown',
  content: '',
  code: { language: 'plaintext', showLineNumbers: false, showMiniMap: false },
  renderMode: 'once',
};

/** More rows are not drawn. */
export const mostRows = 500;

/** A longer text is cut: reading it would hold up the page. */
export const mostCharacters = 300_000;
