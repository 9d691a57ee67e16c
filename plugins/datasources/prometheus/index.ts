import { definePlugin, type QueryAnswer, type QueryRequest } from '@orrery/plugin-sdk';
import { type AnnotationQuery, answerAnnotation } from './annotation.ts';
import { checkHealth } from './health.ts';
import { manifest } from './manifest.ts';
import { answerQuery } from './query.ts';
import { answerResource } from './resource.ts';
import { answerVariable } from './variable.ts';

export default definePlugin(manifest, ({ fetch, log }) => ({
  datasource: {
    prometheus: {
      async query(request: QueryRequest, context) {
        const one = (query: AnnotationQuery): Promise<QueryAnswer> => {
          if (query.queryType === 'variable' || request.purpose === 'variable') return answerVariable(query, request.range, fetch, context);
          if (query.queryType === 'annotation' || query.fromAnnotations || request.purpose === 'annotation')
            return answerAnnotation(query, request, fetch, context);
          return answerQuery(query, request, { fetch, context, warn: (message) => log.warn(message) });
        };
        const answers = await Promise.all(request.queries.map(async (query) => [query.refId, await one(query)] as const));
        return { answers: Object.fromEntries(answers) };
      },
      resource: (request, context) => answerResource(request, fetch, context),
      health: (context) => checkHealth(fetch, context),
    },
  },
}));
