import { texts } from '@orrery/plugin-sdk/ui';
import { en } from './en.ts';

export const t = await texts(en, { de: () => import('./de.ts') });
