import type { FrameData, QueryAnswer, TimeRange } from '@orrery/plugin-sdk';
import type { TestQuery } from '../query.ts';

/** Frames, or a whole answer where a failure is part of it. */
export type Scenario = (query: TestQuery, range: TimeRange, uid: string) => readonly FrameData[] | QueryAnswer;
export type Scenarios = Readonly<Record<string, Scenario>>;
