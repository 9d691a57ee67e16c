import { languageOf } from '@orrery/plugin-sdk/ui';

const en = { secretSet: 'Set', secretHidden: 'Never shown again', replace: 'Replace', keep: 'Keep the stored one' };
const de: typeof en = {
  secretSet: 'Gesetzt',
  secretHidden: 'Wird nie wieder gezeigt',
  replace: 'Ersetzen',
  keep: 'Gespeicherten behalten',
};
const catalogues: Readonly<Record<string, typeof en>> = { en, de };

export function settingsTexts(): typeof en {
  return catalogues[languageOf()] ?? en;
}
