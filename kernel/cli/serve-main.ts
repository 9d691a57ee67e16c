/** The server as a program of its own: where the bundle starts. */
import { terminal } from './io.ts';
import { serve } from './serve.ts';

process.exitCode = await serve(process.argv.slice(2), terminal);
