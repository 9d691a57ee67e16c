export default {
  text: 'Text',
  code: (language: string) => `Code, ${language}`,
  cut: (characters: string) => `This text was cut after ${characters} characters.`,
  editors: {
    text: 'Text',
    mode: 'Mode',
    markdown: 'Markdown',
    html: 'HTML',
    code: 'Code',
    content: 'Content',
    language: 'Language',
    plain: 'Plain text',
    lineNumbers: 'Line numbers',
  },
};
