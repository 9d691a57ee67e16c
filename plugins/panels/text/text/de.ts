import type en from './en.ts';

const de: typeof en = {
  text: 'Text',
  code: (language) => `Code, ${language}`,
  cut: (characters) => `Dieser Text wurde nach ${characters} Zeichen gekürzt.`,
  fewRows: (drawn, all) => `Die ersten ${drawn} von ${all} Zeilen sind zu sehen.`,
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
    miniMap: 'Kleine Übersicht des Texts',
    renderMode: 'Gezeichnet',
    renderHelp: '${__data.fields.name} ist der Wert eines Felds in dieser Zeile.',
    once: 'Einmal',
    perRow: 'Für jede Zeile',
  },
};
export default de;
