import type { Texts } from './en.ts';
import en from './en.ts';
const de: Texts = en;
export default de;
