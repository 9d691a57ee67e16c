import { texts } from '../text.ts';
import en from './en.ts';

/** What the kit's own controls and states say. */
export const kit = await texts(en, { de: () => import('./de.ts') });
