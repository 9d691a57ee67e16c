/** The shell starts here: policy first, then what the session may see, then the chrome around the page. */
import './trusted.ts';
import '@orrery/plugin-sdk/ui/kit.css';
import './fonts/fonts.css';
import './chrome.css';
import './frame/frame.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { boot, loadBoot } from './boot.ts';
import { listen } from './keyboard.ts';
import { live } from './live.ts';
import { adoptSheet, ownSheet, startedFrom } from './modules.ts';
import { followLinks } from './router.ts';
import { preferTheme, sheetsLoaded } from './theme.ts';
import { watchRegistry } from './updates.ts';

async function start(): Promise<void> {
  startedFrom(import.meta.url);
  // The page may link the sheet itself; it is adopted where it does not.
  const linked = document.querySelector(`link[rel=stylesheet][href$="${ownSheet}"]`);
  await Promise.all([linked ? undefined : adoptSheet(ownSheet), loadBoot()]);
  preferTheme(boot.peek()?.principal?.preferences?.theme);
  sheetsLoaded.value++;
  const root = document.getElementById('root') ?? document.body.appendChild(document.createElement('div'));
  root.id = 'root';
  document.documentElement.lang ||= 'en';
  listen(document);
  followLinks(document);
  render(<App />, root);
  if (!boot.peek()?.principal) return;
  watchRegistry(live());
  if (boot.peek()?.develop) (await import('./develop/problems.tsx')).showProblems(live());
}
await start();
