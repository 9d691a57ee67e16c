/** The same off the page's main thread, for frames of many rows. */
import { serveTransformations } from '@orrery/plugin-sdk/ui/transform/serve.ts';
import { share } from './share.ts';

serveTransformations({ 'acme-sample': share });
