import './view/first-light.css';
import type { Pages } from '@orrery/plugin-sdk/ui';
import { FirstLightPage } from './view/first-light-page.tsx';

export const pages: Pages = { 'first-light': FirstLightPage };
