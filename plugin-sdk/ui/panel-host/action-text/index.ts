import { texts } from '../../text.ts';
import en from './en.ts';

export const t = await texts(en, { de: () => import('./de.ts') });
