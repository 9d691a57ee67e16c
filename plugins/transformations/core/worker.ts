import { serveTransformations } from '@orrery/plugin-sdk/ui/transform/serve.ts';
import { transformations } from './transformations.ts';

serveTransformations(transformations);
