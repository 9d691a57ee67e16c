export default {
  text: 'Text',
  image: 'Image',
  imageElsewhere: 'An image on another server. Images are not loaded from there; this opens it.',
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
