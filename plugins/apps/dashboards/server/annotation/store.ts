/** Annotations in the plugin's tables, their tags beside them so that a search by tag reads no other. */
import type { FindOptions, Row, Step, Storage, Where } from '@orrery/plugin-sdk';
import { everyRow, rowsWith } from '../pages.ts';

export interface AnnotationValues {
  readonly dashboardId: number;
  readonly panelId: number;
  readonly userId: number;
  readonly login: string;
  readonly email: string;
  readonly alertId: number;
  readonly alertUid: string;
  readonly alertName: string;
  readonly newState: string;
  readonly prevState: string;
  readonly time: number;
  readonly timeEnd: number;
  readonly text: string;
  readonly tags: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

export interface AnnotationSearch {
  readonly where: Where;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly tags: readonly string[];
  readonly matchAny: boolean;
  readonly limit: number;
}

const page = 1_000;
/** What a search reads at most: one that matches little of very much is answered with what was found so far. */
const mostRead = 50_000;
const newestFirst: NonNullable<FindOptions['orderBy']> = [
  ['timeEnd', 'desc'],
  ['time', 'desc'],
];

export function openAnnotations(storage: Storage, now: () => number = Date.now) {
  const table = storage.table('annotation');
  const tagged = storage.table('annotationTag');

  const tagSteps = (annotationId: unknown, { tags, dashboardId, time, timeEnd }: AnnotationValues): Step[] =>
    [...new Set(tags)].map((tag) => ({ op: 'insert', table: 'annotationTag', values: { annotationId, tag, dashboardId, time, timeEnd } }));

  /** Pages of rows, newest first, from the tags' table where tags are asked for. */
  async function* candidates({ where, from, to, tags, matchAny }: AnnotationSearch): AsyncGenerator<Row[]> {
    const times: Where = {
      ...(to !== undefined && { time: { lte: to } }),
      ...(from !== undefined && { timeEnd: { gte: from } }),
    };
    const [firstTag = ''] = tags;
    for (let offset = 0; offset < mostRead; offset += page) {
      if (tags.length === 0) {
        const rows = await table.find({ where: { ...where, ...times }, orderBy: newestFirst, limit: page, offset });
        yield [...rows];
        if (rows.length < page) return;
        continue;
      }
      const marks = await tagged.find({
        where: { ...times, tag: matchAny ? { in: tags } : firstTag },
        orderBy: newestFirst,
        limit: page,
        offset,
      });
      const rows = new Map(
        (
          await rowsWith(
            table,
            'id',
            marks.map((mark) => mark.annotationId as number),
            { where },
          )
        ).map((row) => [row.id, row]),
      );
      // In the order of the marks, each once.
      yield [...new Set(marks.map((mark) => mark.annotationId as number))].flatMap((id) => rows.get(id) ?? []);
      if (marks.length < page) return;
    }
  }

  return {
    get: (id: number) => (Number.isSafeInteger(id) ? table.get({ id }) : Promise.resolve(undefined)),
    async create(values: AnnotationValues): Promise<Row> {
      const at = now();
      const [row] = await storage.transaction([
        { op: 'insert', table: 'annotation', values: { ...values, created: at, updated: at } },
        ...tagSteps({ ref: 0, column: 'id' }, values),
      ]);
      return row as Row;
    },
    async replace(row: Row, values: AnnotationValues): Promise<void> {
      await storage.transaction([
        { op: 'update', table: 'annotation', id: row.id, version: row.version, values: { ...values, updated: now() } },
        { op: 'delete', table: 'annotationTag', where: { annotationId: row.id } },
        ...tagSteps(row.id, values),
      ]);
    },
    async remove(ids: readonly number[]): Promise<void> {
      await storage.transaction([
        { op: 'delete', table: 'annotationTag', where: { annotationId: { in: ids } } },
        { op: 'delete', table: 'annotation', where: { id: { in: ids } } },
      ]);
    },
    /** Newest first, those that `admit` lets through. */
    async find(search: AnnotationSearch, admit: (row: Row) => boolean): Promise<Row[]> {
      const { tags, matchAny, limit } = search;
      const found = new Map<number, Row>();
      for await (const rows of candidates(search)) {
        for (const row of rows) {
          const has = (tag: string) => (row.tags as string[]).includes(tag);
          if (tags.length > 0 && !(matchAny ? tags.some(has) : tags.every(has))) continue;
          if (admit(row)) found.set(row.id, row);
          if (found.size >= limit) return [...found.values()];
        }
      }
      return [...found.values()];
    },
    tags: () => everyRow(tagged, { columns: ['tag', 'dashboardId'] }),
    onDashboard: (dashboardId: number, panelId: number) =>
      everyRow(table, { where: { dashboardId, ...(panelId > 0 && { panelId }) }, columns: ['dashboardId'] }),
  };
}
