/** Where a Chromium is on this machine. */
import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of the browser that tests draw in: `$CHROMIUM`, or where it is usually installed. Undefined where there is none. */
export function chromium(): string | undefined {
  return process.env.CHROMIUM || places.find((path) => existsSync(path));
}
