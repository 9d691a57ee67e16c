import { languageOf } from '../text.ts';

const texts: Readonly<Record<string, { readonly leave: string }>> = {
  en: { leave: 'Press Escape, then Tab, to leave the editor.' },
  de: { leave: 'Mit Escape und danach Tab verlässt du den Editor.' },
};
export function codeTexts(): { readonly leave: string } {
  return texts[languageOf()] ?? (texts.en as { leave: string });
}
