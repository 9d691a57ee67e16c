import type en from './en.ts';

const de: typeof en = {
  text: 'Text',
  image: 'Bild',
  imageElsewhere: 'Ein Bild auf einem anderen Server. Von dort werden keine Bilder geladen; hier wird es geöffnet.',
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
