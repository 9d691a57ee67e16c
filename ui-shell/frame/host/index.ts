/** The page's side of code that may not run in it. Loaded with the first plugin of that kind. */
export { drawnOutside } from './drawing.ts';
export { framedDatasource } from './editor.tsx';
export { framedPage } from './page.tsx';
export { framedPanel } from './panel.ts';
export { connect } from './shell.ts';
export { transformer } from './transformer.ts';
