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
}

export const defaults: TextOptions = {
  mode: 'markdown',
  content: '',
  code: { language: 'plaintext', showLineNumbers: false, showMiniMap: false },
};

/** A longer text is cut: reading it would hold up the page. */
export const mostCharacters = 300_000;
