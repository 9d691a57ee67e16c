/** Markdown: headings, emphasis, code and links in colour. */
import { StreamLanguage } from '@codemirror/language';

export function markdown() {
  return StreamLanguage.define<{ fence: boolean }>({
    name: 'markdown',
    startState: () => ({ fence: false }),
    token(stream, state) {
      if (stream.sol()) {
        if (stream.match(/^\s*(```|~~~)/)) {
          state.fence = !state.fence;
          stream.skipToEnd();
          return 'comment';
        }
        if (!state.fence && stream.match(/^#{1,6}\s.*/)) return 'heading';
        if (!state.fence && stream.match(/^\s*([-*+]|\d+\.|>)\s/)) return 'keyword';
      }
      if (state.fence) {
        stream.skipToEnd();
        return 'string';
      }
      if (stream.match(/^`[^`]*`/)) return 'string';
      if (stream.match(/^(\*\*|__)(?=\S).+?\1/)) return 'strong';
      if (stream.match(/^([*_])(?=\S)[^*_]+\1/)) return 'emphasis';
      if (stream.match(/^!?\[[^\]]*\]\([^)]*\)/) || stream.match(/^https?:\/\/\S+/)) return 'link';
      stream.next();
      return null;
    },
  });
}
