import type en from './en.ts';

const de: typeof en = {
  text: 'Text',
  code: (language) => `Code, ${language}`,
  cut: (characters) => `Dieser Text wurde nach ${characters} Zeichen gekürzt.`,
  editors: {
    text: 'Text',
    mode: 'Art',
    markdown: 'Markdown',
    html: 'HTML',
    code: 'Code',
    content: 'Inhalt',
    language: 'Sprache',
    plain: 'Reiner Text',
    lineNumbers: 'Zeilennummern',
  },
};
export default de;
