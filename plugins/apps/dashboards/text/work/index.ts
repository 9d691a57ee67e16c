import { texts } from '@orrery/plugin-sdk/ui';
import en from './en.ts';

/** Apart from the page's own sentences, which are there before a panel is drawn. */
export const w = await texts(en, { de: () => import('./de.ts') });
